export { ExportError } from './export-error';
export { openProving, type Proving } from './jsonl/proving';
export type { Publication } from './oc4ids/package';
export { runExport, type ExportFormat, type ExportProgress, type ExportReport, type ExportRequest } from './run-export';
export type { Selection } from './selection';
export { writeWhole } from './whole-file';
export type { LogView } from './xes/log-event';
