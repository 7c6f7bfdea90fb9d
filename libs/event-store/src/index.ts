export * from './chain';
export * from './decided';
export * from './event-store';
export * from './eventstoredb';
export * from './postgres';
export * from './token';
