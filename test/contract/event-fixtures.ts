import { randomUUID } from 'node:crypto';
import type { EventStore, HistoryLoader, SealedLoader } from '@milepost/event-store';
import type { NewEvent, RecordedEvent } from '@milepost/lifecycle';

/** A store as the contract suite needs it: what an adapter can't offer is absent, and its tests are left out. */
export interface StoreUnderTest {
  readonly store: EventStore & HistoryLoader & SealedLoader;
  /** Another instance over the same data, as another process would have it. The suite closes it. */
  reopen(): Promise<EventStore & HistoryLoader>;
  /** Begins an append of one event by another writer and holds it at the point of commit. */
  forceLateCommit?(stream: string, event: NewEvent): Promise<{ commit(): Promise<void> }>;
  /**
   * True when each instance gives instants by a clock of its own: then instants rise along positions only among the
   * events of one instance, and within a stream.
   */
  readonly clocksApart?: boolean;
  /** Breaks all connections to the server. */
  cutConnections?(): Promise<void>;
  /** Number of events that the store has read from its server so far. */
  eventsRead?(): number;
  close(): Promise<void>;
}

export const newStream = () => `project-${randomUUID()}`;

export const newEvent = (data: unknown = { milestone: 'eia' }): NewEvent => ({
  id: randomUUID(),
  type: 'milestone.reached.v1',
  data,
  metadata: { actor: 'u-1', bureau: 'ecology', source: 'test' },
});

export const newEvents = (count: number) => Array.from({ length: count }, (_, number) => newEvent({ number }));

/** All events after a position, page by page. */
export async function readEverything(store: EventStore, after: string, limit = 1_000): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll({ after: events.at(-1)?.position ?? after, limit });
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** Follows a subscription until `enough` says so. */
export async function follow(
  store: EventStore,
  after: string,
  enough: (seen: readonly RecordedEvent[]) => boolean,
  batchSize?: number,
): Promise<RecordedEvent[]> {
  const end = new AbortController();
  const seen: RecordedEvent[] = [];
  for await (const batch of store.subscribe({ after, batchSize, signal: end.signal })) {
    seen.push(...batch);
    if (enough(seen)) end.abort();
  }
  return seen;
}
