export * from './event-store';
export * from './postgres';
export * from './token';
