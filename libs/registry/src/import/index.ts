export { ImportError } from './import-error';
export { MISSING_MEANINGS, type Mapping, type MissingMeans } from './mapping/mapping';
export { readMapping } from './mapping/read-mapping';
export { importFile } from './run/import-file';
export type { ImportRequest, Progress } from './run/import-request';
export { projectIdFor } from './run/project-id';
export type { Entry, ImportReport, Totals } from './run/report';
export { ledgerTemplate } from './template/ledger-template';
export { TEMPLATE_COLUMNS, type TemplateColumn } from './template/template-columns';
