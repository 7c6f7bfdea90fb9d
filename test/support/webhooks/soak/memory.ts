/** Samples of a process' resident memory, in bytes. */
export class MemoryCurve {
  private readonly samples: number[] = [];

  add(rss: number): void {
    this.samples.push(rss);
  }

  get size(): number {
    return this.samples.length;
  }

  /** Medians of the four quarters, in megabytes. */
  get quarters(): number[] {
    return [0, 1, 2, 3].map((quarter) => {
      const [from, to] = [quarter, quarter + 1].map((each) => Math.floor((this.samples.length * each) / 4));
      const sorted = this.samples.slice(from, to).sort((a, b) => a - b);
      return Math.round(sorted[sorted.length >> 1] / 2 ** 20);
    });
  }

  /** The most there ever was, in megabytes. */
  get peak(): number {
    return Math.round(this.samples.reduce((most, each) => Math.max(most, each), 0) / 2 ** 20);
  }
}
