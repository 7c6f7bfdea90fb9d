export * from './import';
export * from './ledger';
export { RegistryModule, registryResolvers } from './registry.module';
