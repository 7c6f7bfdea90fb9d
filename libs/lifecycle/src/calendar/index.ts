export * from './day';
export * from './clock';
export * from './month';
export * from './day-start';
