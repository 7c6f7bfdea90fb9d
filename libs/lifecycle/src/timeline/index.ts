export * from './timeline';
export * from './project-state';
