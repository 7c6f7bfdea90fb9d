export { ExportError } from './export-error';
export { asOfSelection, isWholeStore, type Selection } from './selection';
export { exportState, selectedProjects, type ExportState, type SelectedProject } from './selected-projects';
export { oc4idsPackage, type Publication } from './oc4ids/package';
export type { LogView } from './xes/log-event';
export { xesLog } from './xes/log';
export { writeWhole } from './whole-file';
