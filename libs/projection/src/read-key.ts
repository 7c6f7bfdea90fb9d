import type { EventStore } from '@milepost/event-store';
import type { RecordedEvent } from '@milepost/lifecycle';
import type { AnyProjection } from './projection';

const PAGE = 1_000;

/** All events of a key, from the streams that hold them. */
export async function readKey(projection: AnyProjection, store: EventStore, key: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (const stream of projection.streamsOf?.(key) ?? [key]) {
    for (let from = 0, page = PAGE; page === PAGE; from += page) {
      const read = await store.readStream(stream, { from, limit: PAGE });
      events.push(...read);
      page = read.length;
    }
  }
  const { shared } = projection;
  return events.filter((event) => !shared?.concerns(event) && projection.keyOf(event) === key);
}
