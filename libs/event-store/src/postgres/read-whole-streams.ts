import type { RecordedEvent } from '@milepost/lifecycle';
import { parseInstant, type Pool } from '@milepost/postgres';
import type { WholeStream, WholeStreamsOptions } from '../event-store';

type Part = [
  revision: number,
  position: string,
  id: string,
  type: string,
  recordedAt: string,
  data: unknown,
  metadata: RecordedEvent['metadata'],
];

// A stream is one text: for a client a row costs more than what is in it. The events' own JSON goes into it as it is.
const STREAMS = {
  name: 'event_store.whole_streams',
  text: `
    SELECT e.stream, string_agg(
      '[' || e.revision || ',"' || e.position || '","' || e.id || '",' || to_json(e.type) || ',"' || e.recorded_at
        || '",' || e.data || ',' || e.metadata || ']', ',' ORDER BY e.revision)
    FROM event_store.events e
    WHERE e.stream >= $1 AND e.stream < $2 AND e.position <= $3
    GROUP BY e.stream ORDER BY e.stream LIMIT $4`,
};

/** Reads whole streams by name, at most `limit`. */
export async function readWholeStreams(pool: Pool, options: WholeStreamsOptions): Promise<WholeStream[]> {
  const { upTo, after, from, before, prefix = '', limit } = options;
  // Names hold no control characters: none lies between one and this.
  const first = after === undefined ? (from ?? prefix) : `${after}\u0001`;
  const values = [first, before ?? `${prefix}\u{10ffff}`, upTo, limit];
  const { rows } = await pool.query<[stream: string, events: string]>({ ...STREAMS, values, rowMode: 'array' });
  return rows.map(([stream, events]) => ({
    stream,
    events: () => (JSON.parse(`[${events}]`) as Part[]).map((part) => toEvent(stream, part)),
  }));
}

function toEvent(stream: string, [revision, position, id, type, recordedAt, data, metadata]: Part): RecordedEvent {
  return { id, type, stream, revision, position, recordedAt: parseInstant(recordedAt), data, metadata };
}
