export * from './envelope';
export * from './lifecycle-event';
export * from './checkpoint-event';
export * from './integrity-event';
export * from './issue-event';
export * from './light-event';
