import { setTimeout } from 'node:timers/promises';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { backoff } from '@milepost/postgres';
import { RESUMPTION, type Subscription } from '../subscription';
import { toOurs } from './all-events';
import type { Connection } from './connection';
import { toRecordedEvent } from './sealed-metadata';
import { AnswerLost } from './wire-errors';
import type { WireClient, WireRecord, WireSubscription } from './wire';

export interface SubscriptionSource {
  readonly connection: Connection;
  /** Told of each time that the subscription was lost. */
  readonly onError: (error: Error) => void;
  /** Told of the latest instant of each batch. */
  readonly onRead: (latest: string) => void;
}

/**
 * Yields batches in global order until the signal aborts. However the server's subscription ends, another begins after
 * the last event that was handed over; not at the server's checkpoints, behind which an event has been missed.
 */
export async function* follow(
  source: SubscriptionSource,
  { after, batchSize, signal }: Subscription,
): AsyncGenerator<readonly RecordedEvent[], void> {
  let position = after;
  for (let failures = 0; !signal.aborted; failures++) {
    const { client, heed } = await source.connection.lend();
    const report = (error: Error) => {
      if (signal.aborted) return;
      heed(error);
      source.onError(error);
    };
    const subscription = begin(client, position, report);
    const close = () => subscription?.close();
    signal.addEventListener('abort', close);
    try {
      while (subscription !== undefined && !signal.aborted) {
        const records = await nextOf(subscription, batchSize, report);
        if (records === undefined || signal.aborted) break;
        failures = 0;
        const { events, latest } = toEvents(records, position);
        const { position: last } = records[records.length - 1];
        if (comparePositions(last, position) > 0) position = last;
        if (events.length === 0) continue;
        source.onRead(latest);
        yield events;
      }
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
    // Many subscribers of a server that comes back must not all come at once.
    await setTimeout(backoff(failures, RESUMPTION), undefined, { signal }).catch(() => undefined);
  }
}

/** The events of records that come after a position, and the latest of their instants. */
function toEvents(records: readonly WireRecord[], position: string) {
  const events: RecordedEvent[] = [];
  let latest = '';
  for (const record of records) {
    // The server begins after the position. Should it ever not, nothing is told twice.
    if (events.length === 0 && comparePositions(record.position, position) <= 0) continue;
    const stored = toOurs(record);
    if (stored === undefined) continue;
    if (stored.seal.recordedAt > latest) latest = stored.seal.recordedAt;
    events.push(toRecordedEvent(stored));
  }
  return { events, latest };
}

function begin(client: WireClient, after: string, onError: (error: Error) => void): WireSubscription | undefined {
  try {
    return client.subscribe(after);
  } catch (error) {
    onError(error as Error);
    return undefined;
  }
}

/** The next records; undefined when the subscription has ended, in order or by an error, which is told. */
async function nextOf(subscription: WireSubscription, most: number, onError: (error: Error) => void) {
  try {
    const records = await subscription.next(most);
    if (records === undefined) onError(new AnswerLost('the server ended the subscription', { clientBroken: false }));
    return records;
  } catch (error) {
    onError(error as Error);
    return undefined;
  }
}
