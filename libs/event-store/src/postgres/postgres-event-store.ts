import type { NewEvent, RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import { createPool, type Listener, listen, migrate, type Pool } from '@milepost/postgres';
import {
  type AppendResult,
  type EventStore,
  EventStoreUnavailable,
  type ExpectedRevision,
  type HistoryLoader,
  type LoadSealedOptions,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SealedLoader,
  type StreamwiseReader,
  type SubscribeOptions,
  type WholeStream,
  type WholeStreamsOptions,
} from '../event-store';
import { AppendQueue } from './append-queue';
import { BatchWriter } from './batch-writer';
import { clockTolerance } from './clock-tolerance';
import { loadHistory } from './load-history';
import { migrations } from './migrations';
import { leafIndexOf, positionOfLeaf, readLeaves } from './leaves';
import { readPage, readSealedPage } from './read-events';
import { divideStreams } from './divide-streams';
import { readWholeStreams } from './read-whole-streams';
import { isTransient, toPortError } from './server-error';
import { toStorableAppend } from '../storable-event';
import { StreamReads } from './stream-reads';
import { follow } from './subscription';
import { WakeUp } from './wake-up';
import { CHANNEL } from './write-rows';

export interface PostgresEventStoreOptions {
  /** Tries per append before it rejects with EventStoreUnavailable; 6 by default, which takes some seconds. */
  readonly attempts?: number;
  /** Longest time a subscription goes without looking for new events, in milliseconds; 1,000 by default. */
  readonly pollMs?: number;
  /** Told of errors that are retried: lost connections of subscriptions and of the notifications. */
  readonly onError?: (error: Error) => void;
}

const PAGE_DEFAULT = 1_000;
const PAGE_MOST = 10_000;

/** The event store in PostgreSQL, schema `event_store`. */
export class PostgresEventStore implements EventStore, HistoryLoader, SealedLoader, StreamwiseReader {
  private readonly writer: BatchWriter;
  private readonly appends: AppendQueue;
  private readonly streams: StreamReads;
  private readonly wakeUp = new WakeUp();
  private readonly closing = new AbortController();
  private listener: Listener | undefined;
  private toleranceMs: number;

  private constructor(
    private readonly pool: Pool,
    private readonly ownsPool: boolean,
    private readonly options: PostgresEventStoreOptions,
    toleranceMs: number,
  ) {
    this.toleranceMs = toleranceMs;
    this.writer = new BatchWriter(pool);
    this.appends = new AppendQueue({
      commit: (requests) => this.writer.commit(requests),
      attempts: options.attempts ?? 6,
    });
    this.streams = new StreamReads(pool);
  }

  /**
   * Opens the store in the database of a pool, or of a URL, and brings its schema up to date.
   * @throws MigrationChanged, DatabaseIsNewer when the schema is not one this version can work with
   * @throws EventStoreUnavailable when the database can't be reached, or lets nobody of that name in
   */
  static async open(target: Pool | string, options: PostgresEventStoreOptions = {}): Promise<PostgresEventStore> {
    const ownsPool = typeof target === 'string';
    const pool = ownsPool ? createPool(target, { applicationName: 'milepost event store' }) : target;
    try {
      await migrate(pool, 'event_store', migrations);
      return new PostgresEventStore(pool, ownsPool, options, await clockTolerance(pool));
    } catch (error) {
      if (ownsPool) await pool.end();
      throw isServerError(error) ? toPortError(error) : error;
    }
  }

  /** What is written here never goes back; events taken over from a store with several clocks may. */
  get clockToleranceMs(): number {
    return this.toleranceMs;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.assertOpen();
    return this.appends.append({ stream, expected, events: toStorableAppend(stream, events) });
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<RecordedEvent[]> {
    return this.reading(() => this.streams.read(stream, options));
  }

  async readAll({ after = '0', limit = PAGE_DEFAULT }: ReadAllOptions = {}): Promise<RecordedEvent[]> {
    return this.reading(() => readPage(this.pool, after, Math.min(limit, PAGE_MOST)));
  }

  async readSealed({ after = '0', limit = PAGE_DEFAULT }: ReadAllOptions = {}): Promise<SealedEvent[]> {
    return this.reading(() => readSealedPage(this.pool, after, Math.min(limit, PAGE_MOST)));
  }

  async readHashes(from: number, limit: number): Promise<Buffer[]> {
    return this.reading(() => readLeaves(this.pool, from, Math.min(limit, PAGE_MOST)));
  }

  async leafIndexOf(eventId: string): Promise<number | undefined> {
    return this.reading(() => leafIndexOf(this.pool, eventId));
  }

  async divideStreams(parts: number): Promise<string[]> {
    return this.reading(() => divideStreams(this.pool, parts));
  }

  async positionOfLeaf(index: number): Promise<string | undefined> {
    return this.reading(() => positionOfLeaf(this.pool, index));
  }

  async readWholeStreams(options: WholeStreamsOptions): Promise<WholeStream[]> {
    return this.reading(() => readWholeStreams(this.pool, { ...options, limit: Math.min(options.limit, PAGE_MOST) }));
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncGenerator<readonly RecordedEvent[], void> {
    this.assertOpen();
    this.listener ??= listen(this.pool, {
      handlers: { [CHANNEL]: () => this.wakeUp.call() },
      onReconnect: () => this.wakeUp.call(),
      onError: (error) => this.options.onError?.(error),
    });
    const { signal } = this.closing;
    yield* follow(
      {
        readPage: (after, limit) => readPage(this.pool, after, limit),
        wakeUp: this.wakeUp,
        pollMs: this.options.pollMs ?? 1_000,
        onError: (error) => this.options.onError?.(error),
      },
      {
        after: options.after ?? '0',
        batchSize: Math.min(options.batchSize ?? 500, PAGE_MOST),
        signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal,
      },
    );
  }

  async head(): Promise<string> {
    return this.position('SELECT position FROM event_store.head');
  }

  async count(): Promise<number> {
    // Positions are dense, from 1.
    return Number(await this.head());
  }

  async positionAt(instant: string): Promise<string> {
    return this.position('SELECT event_store.position_at($1) AS position', instant);
  }

  async load(events: readonly Omit<RecordedEvent, 'position'>[]): Promise<AppendResult> {
    return this.reading(() => loadHistory(this.pool, events));
  }

  async loadSealed(events: readonly SealedEvent[], { toleranceMs }: LoadSealedOptions): Promise<string> {
    const { position } = await this.reading(() => loadHistory(this.pool, events, toleranceMs));
    this.toleranceMs = await this.reading(() => clockTolerance(this.pool));
    return position;
  }

  /** Answers what has been asked, ends subscriptions and connections. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.appends.drain();
    await this.listener?.close();
    await this.writer.close();
    if (this.ownsPool && !this.pool.ended) await this.pool.end();
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
  }

  private async position(text: string, ...values: string[]): Promise<string> {
    const { rows } = await this.reading(() => this.pool.query<{ position: string }>(text, values));
    return rows[0].position;
  }

  private async reading<Result>(read: () => Promise<Result>): Promise<Result> {
    this.assertOpen();
    return read().catch((error: unknown) => {
      throw isServerError(error) ? toPortError(error) : error;
    });
  }
}

const isServerError = (error: unknown) => isTransient(error) || typeof (error as { code?: unknown }).code === 'string';
