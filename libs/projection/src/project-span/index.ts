export { knownAt, Parameters, spanAsOf, type AsOfState } from './as-of';
export { filterConditions, type ProjectFilter } from './filter';
export { projectColumns, summaryOf, type ProjectRow } from './row';
export { createProjectSpanTable, PROJECT_SPAN, PROJECT_SPAN_TABLE } from './table';
export { writeProjectSpans, writeVersions } from './write';
