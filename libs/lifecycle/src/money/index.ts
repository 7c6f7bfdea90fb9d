export * from './format-yuan';
export * from './parse-yuan';
export * from './unit-slip';
export * from './yuan';
