export * from './construction-permit';
export * from './credit-code';
export * from './division';
export * from './industry';
export * from './project-code';
