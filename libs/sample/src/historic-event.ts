import type { RecordedEvent } from '@milepost/lifecycle';

/** An event with the instant at which it was recorded, as a store's history loader takes it: without a position. */
export type HistoricEvent = Omit<RecordedEvent, 'position'>;
