/**
 * The instants that a process gives to what it writes: the time of day, but never before any instant that it has
 * written or read. So a clock that is set back, or lags behind another process', does not reverse what was seen to
 * happen one after the other.
 */
export class HybridClock {
  private latest = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes note of an instant that stands in the store. */
  observe(instant: string): void {
    const ms = Date.parse(instant);
    if (ms > this.latest) this.latest = ms;
  }

  /** The instant for what is written now: ISO 8601, UTC, milliseconds. */
  next(): string {
    this.latest = Math.max(this.now(), this.latest);
    return new Date(this.latest).toISOString();
  }
}
