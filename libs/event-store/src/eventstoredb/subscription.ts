import { setTimeout } from 'node:timers/promises';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { backoff } from '@milepost/postgres';
import { toOurs } from './all-events';
import type { Connection } from './connection';
import { toRecordedEvent } from './sealed-metadata';
import { AnswerLost } from './wire-errors';
import type { WireSubscription } from './wire';

export interface SubscriptionSource {
  readonly connection: Connection;
  /** Told of each time that the subscription was lost. */
  readonly onError: (error: Error) => void;
  /** Told of each event read. */
  readonly onRead: (event: RecordedEvent) => void;
}

export interface Subscription {
  readonly after: string;
  readonly batchSize: number;
  readonly signal: AbortSignal;
}

const RETRY = { firstMs: 50, mostMs: 5_000 };

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
    const lent = await source.connection.lend();
    let subscription: WireSubscription | undefined;
    const close = () => subscription?.close();
    signal.addEventListener('abort', close);
    try {
      if (signal.aborted) return;
      subscription = lent.client.subscribe(position);
      for (;;) {
        const records = await nextOf(subscription, batchSize, (error) => {
          if (signal.aborted) return;
          lent.heed(error);
          source.onError(error);
        });
        if (records === undefined || signal.aborted) break;
        failures = 0;
        const fresh = records.filter((record) => comparePositions(record.position, position) > 0);
        const last = fresh.at(-1);
        if (last === undefined) continue;
        const events = fresh.flatMap((record) => {
          const stored = toOurs(record);
          return stored === undefined ? [] : [toRecordedEvent(stored)];
        });
        events.forEach(source.onRead);
        position = last.position;
        if (events.length > 0) yield events;
      }
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
    // Many subscribers of a server that comes back must not all come at once.
    await setTimeout(backoff(failures, RETRY), undefined, { signal }).catch(() => undefined);
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
