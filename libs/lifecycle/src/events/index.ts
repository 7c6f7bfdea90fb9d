export * from './envelope';
export * from './lifecycle-event';
