export * from './ruleset';
export * from './five-milestones';
export * from './handover-chain';
export * from './case';
export * from './spans';
export * from './distribution';
export * from './figures';
export * from './board';
