const MOST_MS = 120_000;

/** Counts of lags by the millisecond: quantiles of any number of them in the same memory. */
export class Lags {
  private readonly counts = new Uint32Array(MOST_MS + 1);
  private all = 0;

  add(ms: number): void {
    this.all += 1;
    this.counts[Math.min(Math.max(Math.round(ms), 0), MOST_MS)] += 1;
  }

  /** Milliseconds that a share of all do not exceed. */
  quantile(share: number): number {
    let left = this.all * share;
    for (let ms = 0; ms <= MOST_MS; ms += 1) if ((left -= this.counts[ms]) <= 0) return ms;
    return MOST_MS;
  }
}
