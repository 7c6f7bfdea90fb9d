export { KEYS, type CommandMetadata, type DecidedOptions, type DecidedOutcome } from '@milepost/event-store';
export * from './integrity-basis-reader';
export * from './people';
export * from './project-ledger';
export * from './rule-ledger';
export * from './report-ledger';
export * from './rulebook-reader';
