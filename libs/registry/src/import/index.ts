export { ImportError } from './import-error';
export type { Mapping } from './mapping/mapping';
export { readMapping } from './mapping/read-mapping';
export { importFile, projectIdFor, type ImportRequest, type Progress } from './run/import-run';
export type { Entry, ImportReport, Totals } from './run/report';
export { ledgerTemplate } from './template/ledger-template';
export { TEMPLATE_COLUMNS, type TemplateColumn } from './template/template-columns';
