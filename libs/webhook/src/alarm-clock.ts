/** Lets a loop sleep until a time is over, it is woken, or it is to end. A call that comes while it is busy counts. */
export class AlarmClock {
  private called = false;
  private rise: (() => void) | undefined;

  /** Ends the sleep, or the next one before it begins. */
  wake(): void {
    this.called = true;
    this.rise?.();
  }

  /** @param ms most milliseconds */
  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.called || signal.aborted) {
        this.called = false;
        return resolve();
      }
      const rise = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', rise);
        this.rise = undefined;
        this.called = false;
        resolve();
      };
      const timer = setTimeout(rise, ms);
      signal.addEventListener('abort', rise);
      this.rise = rise;
    });
  }
}
