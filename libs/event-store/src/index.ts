export * from './chain';
export * from './event-store';
export * from './postgres';
export * from './token';
