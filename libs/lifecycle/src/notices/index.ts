export * from './notice';
export * from './domain-error';
