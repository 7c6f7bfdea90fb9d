import type { NewEvent, RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
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
  type SubscribeOptions,
} from '../event-store';
import { readAfter } from './all-events';
import { toAppendRequest } from './append-request';
import { toPortError } from './connection-errors';
import { type ConnectionTarget, parseConnectionUrl } from './connection-url';
import { LeafIndex } from './leaf-index/leaf-index';
import { loadHistory } from './load-history';
import { loadSealed } from './load-sealed';
import { openSession } from './open-session';
import { readStreamPart } from './read-stream';
import { retried } from './retried';
import { toRecordedEvent, toSealedEvent } from './sealed-metadata';
import type { Session } from './session';
import { follow } from './subscription';

export interface EventStoreDbOptions {
  /** The read database, for the index of leaves: schema `event_index`. The caller ends it, after the store. */
  readonly pool: Pool;
  /** Files of certificates, PEM, instead of those that the URL names. */
  readonly certificates?: Pick<ConnectionTarget, 'tlsCaFile' | 'userCertFile' | 'userKeyFile'>;
  /** Longest wait for one answer, in milliseconds; 10,000 by default. */
  readonly answerMs?: number;
  /** How long an append or a reading is tried before it rejects with EventStoreUnavailable; 30,000 by default. */
  readonly deadlineMs?: number;
  /** Told of lost subscriptions, which begin anew by themselves. */
  readonly onError?: (error: Error) => void;
}

const PAGE_DEFAULT = 1_000;
const PAGE_MOST = 10_000;
const ANSWER_MS = 10_000;
const DEADLINE_MS = 30_000;

/** The event store in EventStoreDB, or its successor. See ADR 0016. */
export class EventStoreDbEventStore implements EventStore, HistoryLoader, SealedLoader {
  /** Clocks kept by NTP differ by far less. */
  readonly clockToleranceMs = 60_000;
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly deadlineMs: number;

  private constructor(
    private readonly session: Session,
    private readonly index: LeafIndex,
    private readonly options: EventStoreDbOptions,
  ) {
    this.deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  /**
   * Opens the store of a URL: `esdb://`, `kurrentdb://` or `kdb://`, each with `+discover`.
   * @throws EventStoreUrlInvalid
   * @throws CertificateRefused, CredentialsRefused, HostUnreachable, each an EventStoreUnavailable
   */
  static async open(url: string, options: EventStoreDbOptions): Promise<EventStoreDbEventStore> {
    const given = Object.entries(options.certificates ?? {}).filter(([, file]) => file !== undefined);
    const target: ConnectionTarget = { ...parseConnectionUrl(url), ...Object.fromEntries(given) };
    const answerMs = options.answerMs ?? ANSWER_MS;
    const session = await openSession(target, { answerMs, deadlineMs: options.deadlineMs ?? answerMs });
    try {
      const index = await LeafIndex.open(options.pool, (after, limit) => readAfter(session.connection, after, limit));
      return new EventStoreDbEventStore(session, index, options);
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.assertOpen();
    return this.track(this.session.appender.append(toAppendRequest(stream, expected, events), this.deadlineMs));
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<RecordedEvent[]> {
    return this.reading(async () => {
      const events = await readStreamPart(this.session, stream, options);
      return events.map(toRecordedEvent);
    });
  }

  async readAll({ after = '0', limit = PAGE_DEFAULT }: ReadAllOptions = {}): Promise<RecordedEvent[]> {
    return this.reading(async () => (await this.page(after, limit)).map(toRecordedEvent));
  }

  async readSealed({ after = '0', limit = PAGE_DEFAULT }: ReadAllOptions = {}): Promise<SealedEvent[]> {
    return this.reading(async () => (await this.page(after, limit)).map(toSealedEvent));
  }

  async readHashes(from: number, limit: number): Promise<Buffer[]> {
    return this.reading(() => this.index.readHashes(from, Math.min(limit, PAGE_MOST)));
  }

  async leafIndexOf(eventId: string): Promise<number | undefined> {
    return this.reading(() => this.index.indexOf(eventId));
  }

  async positionOfLeaf(index: number): Promise<string | undefined> {
    return this.reading(() => this.index.positionOf(index));
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncGenerator<readonly RecordedEvent[], void> {
    this.assertOpen();
    const { connection, clock } = this.session;
    const { signal } = this.closing;
    yield* follow(
      {
        connection,
        onError: (error) => this.options.onError?.(toPortError(error, 'a subscription')),
        onRead: (latest) => clock.observe(latest),
      },
      {
        after: options.after ?? '0',
        batchSize: Math.min(options.batchSize ?? 500, PAGE_MOST),
        signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal,
      },
    );
  }

  async head(): Promise<string> {
    return this.reading(async () => {
      const last = await this.session.head.read();
      if (last) this.session.clock.observe(last.seal.recordedAt);
      return last?.record.position ?? '0';
    });
  }

  async count(): Promise<number> {
    return this.reading(() => this.index.count());
  }

  async positionAt(instant: string): Promise<string> {
    return this.reading(() => this.index.positionAt(instant));
  }

  async load(events: readonly Omit<RecordedEvent, 'position'>[]): Promise<AppendResult> {
    this.assertOpen();
    const { connection, clock, head, appender } = this.session;
    const loading = loadHistory({ connection, clock, head, tails: appender.tails }, events, this.deadlineMs);
    return this.track(loading).catch((error: unknown) => {
      throw toPortError(error, 'loading history');
    });
  }

  async loadSealed(events: readonly SealedEvent[], { after }: LoadSealedOptions): Promise<string> {
    this.assertOpen();
    return this.track(loadSealed(this.session, events, after, this.deadlineMs)).catch((error: unknown) => {
      throw toPortError(error, 'taking over events');
    });
  }

  /** Answers what has been asked, ends subscriptions and the connection; the pool stays. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.underWay);
    await this.session.release();
  }

  private async page(after: string, limit: number) {
    const events = await readAfter(this.session.connection, after, Math.min(limit, PAGE_MOST));
    const last = events.at(-1);
    if (last) this.session.clock.observe(last.seal.recordedAt);
    return events;
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
  }

  private async reading<Result>(read: () => Promise<Result>): Promise<Result> {
    this.assertOpen();
    try {
      return await retried(this.deadlineMs, read);
    } catch (error) {
      throw toPortError(error, 'reading');
    }
  }

  private track<Result>(work: Promise<Result>): Promise<Result> {
    this.underWay.add(work);
    const end = () => this.underWay.delete(work);
    work.then(end, end);
    return work;
  }
}
