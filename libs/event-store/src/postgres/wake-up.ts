/** Lets any number of waiters sleep until the next call, which wakes them all. */
export class WakeUp {
  private generation = 0;
  private readonly sleepers = new Set<() => void>();

  /** Number of calls so far: taken before looking for work, so that a call that comes while looking is not missed. */
  get count(): number {
    return this.generation;
  }

  call(): void {
    this.generation++;
    const woken = [...this.sleepers];
    this.sleepers.clear();
    woken.forEach((wake) => wake());
  }

  /** Resolves at the first call after `seen`, when the signal aborts, or after `mostMs` milliseconds. */
  wait(seen: number, mostMs: number, signal: AbortSignal): Promise<void> {
    if (seen !== this.generation || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, mostMs);
      signal.addEventListener('abort', wake);
      this.sleepers.add(wake);
    });
  }
}
