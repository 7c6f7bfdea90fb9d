export { KEYS, type CommandMetadata } from './command-identity';
export * from './people';
export * from './project-ledger';
export * from './rule-ledger';
export * from './rulebook-reader';
