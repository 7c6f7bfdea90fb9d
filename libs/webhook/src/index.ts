export * from './signing';
export * from './secrets';
export * from './message';
