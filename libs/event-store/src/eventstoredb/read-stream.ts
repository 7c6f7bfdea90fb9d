import type { ReadStreamOptions } from '../event-store';
import { type StoredEvent, tailOf, toStored, UnsealedEvent } from './sealed-metadata';
import type { Session } from './session';

/** Events read at once: bounds the time without an answer. */
const PAGE = 2_000;

/** Events of one stream in order, none for a stream that does not exist. */
export async function readStreamPart(
  { connection, clock, appender }: Session,
  stream: string,
  { from = 0, limit = Infinity }: ReadStreamOptions,
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let next = from; events.length < limit; next += PAGE) {
    const [start, most] = [next, Math.min(PAGE, limit - events.length)];
    const records = await connection.run((client) => client.readStream(stream, { from: start, limit: most }));
    for (const record of records) {
      const event = toStored(record);
      if (event === undefined) throw new UnsealedEvent(record);
      events.push(event);
    }
    if (records.length < most) break;
  }
  const last = events.at(-1);
  if (last) {
    clock.observe(last.seal.recordedAt);
    // Whoever has read a stream is about to append to it.
    appender.tails.see(stream, tailOf(last));
  }
  return events;
}
