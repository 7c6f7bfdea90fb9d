export * from './project-ledger';
export * from './rulebook-reader';
