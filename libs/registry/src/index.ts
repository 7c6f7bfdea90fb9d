export * from './ledger';
export { RegistryModule } from './registry.module';
