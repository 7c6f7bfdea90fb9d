export { migrateStore, type Migration, type MigrateRequest, type Phase } from './migrate-store';
export { MigrationRefused } from './refusal';
