import { setTimeout as sleep } from 'node:timers/promises';
import { backoff, type Pool } from '@milepost/postgres';
import type { Attempt, Recorded } from './attempt';
import { writeAttempts } from './write-attempts';

interface Waiting {
  readonly attempt: Attempt;
  readonly recorded: Recorded;
}

const MOST_AT_ONCE = 500;
/** So many are written without waiting for more: a statement costs the database as much as the rows of some dozens. */
const ENOUGH = 128;
/** How long the first of fewer waits for company, in milliseconds, unless somebody waits for it. */
const PATIENCE_MS = 10;
/** Transactions at a time: while one waits for the disk, another takes up what has come meanwhile. */
const WRITERS = 2;
const RETRY = { firstMs: 100, mostMs: 5_000 };

/**
 * Records the attempts of all endpoints of a process, many by one statement. A database that can't be reached is tried
 * until it can, since what was sent is known nowhere else.
 */
export class AttemptWriter {
  private waiting: Waiting[] = [];
  private readonly writing = new Set<Promise<void>>();
  /** How many write, to the very moment. */
  private busy = 0;
  /** What waits is to be written now, however little it is. */
  private urgent = false;
  private patience: NodeJS.Timeout | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly pool: Pool,
    private readonly onError: (error: unknown) => void,
    /** Called with what is on record, before those are who gave it. */
    private readonly onWritten: (attempts: readonly Attempt[]) => void = () => undefined,
  ) {}

  /**
   * Puts an attempt and what becomes of its message on record.
   * @param recorded is told when they are, or why they are not: the database refuses them, or the writer was closed before.
   *   No promise: one for each attempt, and for all who wait for it, costs more than what they do then.
   */
  record(attempt: Attempt, recorded: Recorded): void {
    this.waiting.push({ attempt, recorded });
    if (this.waiting.length >= ENOUGH || this.closing.signal.aborted) this.hurry();
    else this.patience ??= setTimeout(() => this.hurry(), PATIENCE_MS);
  }

  /** Somebody has nothing to do until what waits is on record. */
  hurry(): void {
    if (this.waiting.length === 0) return;
    this.urgent = true;
    if (this.busy >= WRITERS) return;
    this.busy += 1;
    const writing = this.write().finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Writes what waits, once more; after that it gives up. */
  async close(): Promise<void> {
    this.closing.abort();
    this.hurry();
    while (this.writing.size > 0) await Promise.all(this.writing);
  }

  private async write(): Promise<void> {
    // What is recorded in the same moment is written together.
    await Promise.resolve();
    while (this.urgent || this.waiting.length >= ENOUGH) await this.writeBatch(this.next());
    // In the same moment in which nothing is urgent: what comes a moment later would find nobody who writes it.
    this.busy -= 1;
  }

  private next(): Waiting[] {
    const batch = this.waiting.splice(0, MOST_AT_ONCE);
    this.urgent = this.waiting.length > 0;
    clearTimeout(this.patience);
    this.patience = undefined;
    return batch;
  }

  /** Of a batch that the database refuses, the ones that it takes are written by themselves. */
  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    const attempts = batch.map(({ attempt }) => attempt);
    const error = await this.tryWriting(attempts);
    if (error === undefined) this.onWritten(attempts);
    if (error === undefined || batch.length === 1 || this.closing.signal.aborted) {
      for (const { attempt, recorded } of batch) recorded(attempt, error);
      return;
    }
    const middle = batch.length >> 1;
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) await this.writeBatch(half);
  }

  /** @returns why it is not written: the database refuses it, or the writer is closed */
  private async tryWriting(attempts: readonly Attempt[]): Promise<unknown> {
    for (let failures = 0; ; failures += 1) {
      try {
        await writeAttempts(this.pool, attempts);
        return undefined;
      } catch (error) {
        this.onError(error);
        // The same again would be refused for ever, and keep all others waiting.
        if (isDataError(error) || this.closing.signal.aborted) return error;
        await sleep(backoff(failures, RETRY), undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
  }
}

/** Classes 22 and 23 of SQLSTATE: a value that no column takes, or a constraint that it breaks. */
const isDataError = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code));
