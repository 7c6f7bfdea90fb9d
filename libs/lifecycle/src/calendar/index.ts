export * from './day';
export * from './clock';
export * from './month';
