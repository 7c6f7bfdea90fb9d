export * from './append-decided';
export * from './command-identity';
