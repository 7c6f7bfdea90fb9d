import { setImmediate } from 'node:timers/promises';

/** Longest time that folding keeps the process from everything else, in milliseconds: queries are answered meanwhile. */
const LONGEST_MS = 15;

/** Lets the process attend to other work now and then. */
export class Breath {
  private since = performance.now();

  /** Whether it is time to. */
  get due(): boolean {
    return performance.now() - this.since >= LONGEST_MS;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}
