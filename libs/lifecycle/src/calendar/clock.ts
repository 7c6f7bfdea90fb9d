/** Where the outer layers get the present instant from: ISO 8601, UTC, milliseconds. The domain takes it as an argument. */
export interface Clock {
  now(): string;
}

/** Under which an application provides its clock for injection. */
export const CLOCK = Symbol('Clock');
