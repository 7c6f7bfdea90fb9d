export * from './rulebook';
export * from './adopt';
export * from './definition-problems';
