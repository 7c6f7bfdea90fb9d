export * from './key';
export type { Checkpoint } from './log/checkpoint';
export type { IssueOutcome } from './log/checkpoint-issuer';
export { CheckpointLog } from './log/checkpoint-log';
export { CheckpointSchedule, type ScheduleNotice } from './log/checkpoint-schedule';
export { StoredTree, type Leaves } from './log/stored-tree';
export * from './merkle';
export * from './note';
export { ProofModule, proofResolvers } from './proof.module';
