/**
 * The instants that a process gives to what it writes: the time of day, but never before any instant that it has
 * written or read. So a clock that is set back, or lags behind another process', does not reverse what was seen to
 * happen one after the other.
 */
export class HybridClock {
  private latest = 0;
  /** The same instant as text, of which many are asked for within a millisecond. */
  private text = new Date(0).toISOString();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes note of an instant that stands in the store. */
  observe(instant: string): void {
    const ms = Date.parse(instant);
    if (ms > this.latest) this.advance(ms);
  }

  /** The instant for what is written now: ISO 8601, UTC, milliseconds. */
  next(): string {
    const now = this.now();
    if (now > this.latest) this.advance(now);
    return this.text;
  }

  private advance(ms: number): void {
    this.latest = ms;
    this.text = new Date(ms).toISOString();
  }
}
