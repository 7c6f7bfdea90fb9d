export { KEYS, type CommandMetadata } from './command-identity';
export * from './integrity-basis-reader';
export * from './people';
export * from './project-ledger';
export * from './rule-ledger';
export * from './report-ledger';
export type { DecidedOptions, DecidedOutcome } from './append-decided';
export * from './rulebook-reader';
