export { coalesce } from './coalesce';
export { FoldTogether } from './by-stream/fold-together';
export type { Folding } from './by-stream/folding';
export { serveFolding } from './by-stream/serve-folding';
export { wholeStreams } from './by-stream/whole-streams';
export type { CheckProgress, ViewsReport } from './check/check-views';
export type { DifferenceKind, RowDifference, TableCheck } from './check/compare-table';
export type { Unfoldable } from './check/fold-expected';
export type { ViewReport } from './check/view-check';
export { type ParkedKey, SHARED_KEY } from './follow/parked-keys';
export { type OnStep, type Step, STEPS } from './follow/step';
export type { LastError, ProjectionHealth, Role } from './health';
export type { Notice, OnNotice } from './notice';
export {
  type AnyProjection,
  type FoldContext,
  InvalidProjection,
  type Projection,
  type RecomputeContext,
  type SharedFold,
} from './projection';
export { Projector, type RebuildOptions } from './projector';
export type { RunnerOptions } from './projection-runner';
export { RebuildRunning } from './rebuild';
export type { RebuildProgress } from './rebuild-options';
export { StillParked } from './retry-parked';
export { type RowWriter, UnwritableRow } from './rows/row-writer';
export { createTable, quote, type Row, type Table, type Tables, type Value } from './rows/table';
export { type Reached, ViewBehind, ViewGate } from './view-gate';
export * from './project-span';
export { ReadModels, type AskedAsOf } from './read-models';
export * from './rule-events';
export { type Pin, StatePins } from './state-pins';
