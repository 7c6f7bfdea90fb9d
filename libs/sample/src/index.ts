export { bootstrapRules } from './bootstrap-rules';
export { SAMPLE_COUNTY, SAMPLE_DISTRICTS } from './county';
export { generateLoad, generateSample, type LoadOptions, type SampleOptions } from './generate';
export type { HistoricEvent } from './historic-event';
