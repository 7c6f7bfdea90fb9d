export * from './day';
export * from './clock';
