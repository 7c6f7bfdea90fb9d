export * from './catalogue';
export * from './cn-investment';
