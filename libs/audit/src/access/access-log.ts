import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { Unavailable } from '@milepost/lifecycle';
import { backoff, createPool, migrate, type Pool } from '@milepost/postgres';
import type { AccessEntry } from './entry';
import { migrations } from './migrations';
import { writeEntries } from './write-entries';

export interface AccessLogOptions {
  /** Longest that an answer waits for its record before it is refused, in milliseconds; 2,000 by default. */
  readonly patienceMs?: number;
  readonly onError?: (error: unknown) => void;
}

interface Waiting {
  readonly entries: readonly AccessEntry[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const PATIENCE_MS = 2_000;
const MOST_ENTRIES = 1_000;
/** Entries that may wait at once: what comes on top is refused, so that a log that hangs fills no memory. */
const MOST_WAITING = 10_000;
const RETRY = { firstMs: 50, mostMs: 500 };
/** Batches written at once: while one waits for the disk, the next one is under way. */
const WRITERS = 2;
/** One more than writers, for when a statement that was given up still hangs. */
const CONNECTIONS = WRITERS + 1;

/** Nothing was answered, since it could not be recorded that it was. */
export class AccessLogUnavailable extends Unavailable {
  override readonly name = 'AccessLogUnavailable';

  constructor(cause?: unknown) {
    super('access-log.unavailable', {
      zh: '访问日志暂时无法写入，因此不提供数据：请稍后重试。',
      en: 'The access log can’t be written, so nothing is answered: try again later.',
    });
    this.cause = cause;
  }
}

/**
 * Records who read what. Group commit: while batches are being written, all that is to be recorded gathers for the next
 * one, so that one flush to disk serves many answers.
 */
export class AccessLog {
  private readonly waiting: Waiting[] = [];
  private waitingEntries = 0;
  private readonly working = new Set<Promise<void>>();

  private constructor(
    private readonly pool: Pool,
    private readonly options: AccessLogOptions,
  ) {}

  /** Opens the log of a database over connections of its own, so that slow queries keep no record waiting. */
  static async open(url: string, options: AccessLogOptions = {}): Promise<AccessLog> {
    const pool = createPool(url, { max: CONNECTIONS, applicationName: 'milepost access log' });
    try {
      await migrate(pool, 'access_log', migrations);
      return new AccessLog(pool, options);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /**
   * Resolves when the entries are on the database's disk.
   * @throws AccessLogUnavailable when they can't be written in time; some may be all the same
   */
  record(entries: readonly AccessEntry[]): Promise<void> {
    if (this.waitingEntries + entries.length > MOST_WAITING) return Promise.reject(new AccessLogUnavailable());
    return new Promise((resolve, reject) => {
      this.waiting.push({ entries, resolve, reject });
      this.waitingEntries += entries.length;
      if (this.working.size < WRITERS) this.start();
    });
  }

  /** Writes what is waiting and closes the connections. */
  async close(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
    await this.pool.end();
  }

  private start(): void {
    const working = this.work().finally(() => this.working.delete(working));
    this.working.add(working);
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      // Answers that are ready in the same turn join this batch.
      await setImmediate();
      const batch = this.waiting.splice(0, this.batchLength());
      if (batch.length === 0) return;
      const entries = batch.flatMap((each) => each.entries);
      this.waitingEntries -= entries.length;
      try {
        await this.write(entries);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.options.onError?.(error);
        // An error each: a shared one would collect the callers' stacks.
        for (const { reject } of batch) reject(new AccessLogUnavailable(error));
      }
    }
  }

  private batchLength(): number {
    let entries = 0;
    const full = this.waiting.findIndex((each) => (entries += each.entries.length) > MOST_ENTRIES);
    return full < 0 ? this.waiting.length : Math.max(full, 1);
  }

  /** Tries until patience is at its end. Entries that a lost acknowledgement left behind count as written. */
  private async write(entries: readonly AccessEntry[]): Promise<void> {
    const deadline = performance.now() + (this.options.patienceMs ?? PATIENCE_MS);
    for (let attempt = 0; ; attempt += 1) {
      const left = deadline - performance.now();
      try {
        return await within(left, writeEntries(this.pool, entries));
      } catch (error) {
        const pause = backoff(attempt, RETRY);
        if (performance.now() + pause >= deadline) throw error;
        await wait(pause);
      }
    }
  }
}

/** Rejects when the work is not done in time; the work itself goes on. */
async function within(mostMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the access log has not answered within ${Math.round(mostMs)} ms`)),
      mostMs,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
