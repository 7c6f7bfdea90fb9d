/** Spaces messages out where an endpoint takes only so many a second. Of real time: it is about load, not about dates. */
export class Pace {
  private sentInWindow = 0;
  private windowStart = -Infinity;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Milliseconds until the next may be sent. */
  waitMs(perSecond: number | null): number {
    if (perSecond === null) return 0;
    // In tenths of a second where there are enough for it, so that they do not come in one burst.
    const [most, windowMs] = perSecond >= 10 ? [Math.floor(perSecond / 10), 100] : [1, 1_000 / perSecond];
    const past = this.nowMs() - this.windowStart;
    if (past >= windowMs) {
      this.windowStart = this.nowMs();
      this.sentInWindow = 0;
      return 0;
    }
    return this.sentInWindow < most ? 0 : Math.ceil(windowMs - past);
  }

  sent(): void {
    this.sentInWindow += 1;
  }
}
