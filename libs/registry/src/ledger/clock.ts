/** Where commands get the present instant from: ISO 8601, UTC, milliseconds. */
export interface Clock {
  now(): string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
