import type { EventStore } from '@milepost/event-store';
import type { Clock, RecordedEvent } from '@milepost/lifecycle';
import {
  inTransaction,
  leadTogether,
  LeasedLoop,
  listen,
  migrate,
  type Pool,
  type PoolClient,
} from '@milepost/postgres';
import { endpointOf } from '../endpoint/endpoint';
import { endpointIdOf, endpointStream, type RecordedEndpointEvent } from '../endpoint/endpoint-event';
import { testMessage } from '../message';
import { migrations, WEBHOOK_CHANNEL } from '../store/migrations';
import { AlarmClock } from '../alarm-clock';
import { sweepSecrets } from '../store/sweep-secrets';
import { applyEndpointEvent } from './apply-endpoint-event';
import { QueueFill, type Filled } from './fill';
import { insertMessages, recordMessages } from './record-messages';
import { ROUTER_LEASE } from './router-lease';

/** What an operator may want to read in the log. */
export type RouterNotice =
  | { readonly kind: 'role'; readonly leading: boolean }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryInMs: number };

interface RouterOptions {
  readonly store: Pick<EventStore, 'subscribe' | 'readStream'>;
  readonly pool: Pool;
  readonly clock: Clock;
  /** The CloudEvents source of all messages. */
  readonly source: string;
  readonly onNotice?: (notice: RouterNotice) => void;
  /** How often one that stands by tries to take over, and one that leads looks for feeds that are behind, in milliseconds. */
  readonly pollMs?: number;
}

const RETRY = { firstMs: 200, mostMs: 10_000 };
const BATCH = 500;
/** How often secrets that are no longer used are destroyed. */
const SWEEP_MS = 600_000;

/**
 * Follows the store and puts every message into the queue of every endpoint that is to be sent it: of all processes
 * that do so, the one that holds the lease. Messages, feeds and how far the store was read are written together.
 */
export class Router {
  private readonly loop: LeasedLoop;
  /** Batches and fills take turns: both move the feeds. */
  private turn: Promise<unknown> = Promise.resolve();
  private filling = new QueueFill();

  constructor(private readonly options: RouterOptions) {
    const { pool, pollMs = 1_000, onNotice } = options;
    this.loop = new LeasedLoop({
      pool,
      lease: ROUTER_LEASE,
      standByMs: pollMs,
      retry: RETRY,
      lead: (signal) => this.lead(signal),
      onFailure: (error, retryInMs) => {
        this.lastError = error;
        onNotice?.({ kind: 'failed', error, retryInMs });
      },
      // Whoever leads tells how it goes.
      onStandBy: () => (this.lastError = null),
    });
  }

  /** Why the last round failed, null when it did not. */
  lastError: unknown = null;

  start(): void {
    this.loop.start();
  }

  /** Resolves when the batch in hand is written and the lease given up. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const { pool, onNotice } = this.options;
    await migrate(pool, 'webhook', migrations);
    onNotice?.({ kind: 'role', leading: true });
    // What was remembered of a transaction that was undone, or before others routed, holds no longer.
    this.filling = new QueueFill();
    try {
      await leadTogether(signal, [(until) => this.follow(until), (until) => this.catchUp(until)]);
    } finally {
      onNotice?.({ kind: 'role', leading: false });
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { store, pool } = this.options;
    const { rows } = await pool.query<{ position: string }>('SELECT position FROM webhook.router');
    let position = rows[0].position;
    for await (const batch of store.subscribe({ after: position, batchSize: BATCH, signal })) {
      for (const part of endingWithEndpointEvents(batch)) {
        if (signal.aborted) return;
        position = await this.inTurn(() => this.record(part, position));
      }
      this.wentWell();
    }
  }

  private wentWell(): void {
    this.loop.wentWell();
    this.lastError = null;
  }

  /** Feeds that begin in the past, were stopped, or have waited for room in the queue. */
  private async catchUp(signal: AbortSignal): Promise<void> {
    const { pool, pollMs = 1_000, clock } = this.options;
    const alarm = new AlarmClock();
    let sweepAt = 0;
    const listener = listen(pool, { handlers: { [WEBHOOK_CHANNEL]: () => alarm.wake() } });
    try {
      while (!signal.aborted) {
        if (performance.now() > sweepAt) {
          await this.sweep();
          sweepAt = performance.now() + SWEEP_MS;
        }
        const { queued, more } = await this.inTurn(() =>
          inTransaction(pool, async (client) => {
            await client.query('SELECT FROM webhook.router FOR UPDATE');
            const filled = await this.filling.fill(client, clock.now());
            if (filled.queued > 0) await announce(client);
            return filled;
          }),
        );
        if (more && queued > 0) continue;
        await alarm.sleep(pollMs, signal);
        // The other part has gone on as long: where it failed, this one was ended.
        if (!signal.aborted) this.wentWell();
      }
    } finally {
      await listener.close();
    }
  }

  /** That it fails keeps nothing from being queued. */
  private async sweep(): Promise<void> {
    const { pool, store, clock, onNotice } = this.options;
    try {
      await sweepSecrets(pool, clock.now(), async (id) =>
        endpointOf((await store.readStream(endpointStream(id))) as RecordedEndpointEvent[]),
      );
    } catch (error) {
      onNotice?.({ kind: 'failed', error, retryInMs: SWEEP_MS });
    }
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** @returns position of the last event, written with what it led to */
  private record(events: readonly RecordedEvent[], expected: string): Promise<string> {
    const { pool, clock, source } = this.options;
    const { position } = events.at(-1) as RecordedEvent;
    return inTransaction(pool, async (client) => {
      // Also a fence: one that has lost its lease without noticing finds that others have moved on.
      const moved = await client.query('UPDATE webhook.router SET position = $1 WHERE position = $2', [
        position,
        expected,
      ]);
      if (moved.rowCount !== 1) throw new Error('another process routes messages now');
      await recordMessages(client, events, source);
      const filled: Filled = await this.filling.fill(client, clock.now());
      const last = events.at(-1) as RecordedEvent;
      const isEndpoint = endpointIdOf(last.stream) !== null;
      if (isEndpoint) await this.applyEndpoint(client, last as RecordedEndpointEvent);
      if (isEndpoint || filled.queued > 0) await announce(client);
      return position;
    });
  }

  private async applyEndpoint(client: PoolClient, event: RecordedEndpointEvent): Promise<void> {
    const { clock, source } = this.options;
    if (event.type === 'webhook.test-requested.v1')
      await insertMessages(client, [{ ...testMessage(event.id, event.recordedAt, source), position: event.position }]);
    await applyEndpointEvent(client, event, clock.now());
  }
}

const announce = (client: PoolClient): Promise<unknown> =>
  client.query('SELECT pg_notify($1, $2)', [WEBHOOK_CHANNEL, '']);

/** Parts of a batch of which each ends with the only event about an endpoint that it holds, or holds none. */
function endingWithEndpointEvents(batch: readonly RecordedEvent[]): RecordedEvent[][] {
  const parts: RecordedEvent[][] = [[]];
  for (const event of batch) {
    parts.at(-1)?.push(event);
    // What an endpoint is sent up to here is decided by what it was until here.
    if (endpointIdOf(event.stream) !== null) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}
