import type { RecordedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import type { ReadStreamwiseOptions } from '../event-store';

export type Row = [
  position: string,
  stream: string,
  revision: number,
  id: string,
  type: string,
  data: unknown,
  metadata: RecordedEvent['metadata'],
  recordedAt: string,
];

export const COLUMNS = 'e.position, e.stream, e.revision, e.id, e.type, e.data, e.metadata, e.recorded_at';

const PAGE = {
  name: 'event_store.page',
  text: `SELECT ${COLUMNS} FROM event_store.events e WHERE e.position > $1 ORDER BY e.position LIMIT $2`,
};

/** Reads the events after a position in global order, at most `limit`. */
export async function readPage(pool: Pool, after: string, limit: number): Promise<RecordedEvent[]> {
  const { rows } = await pool.query<Row>({ ...PAGE, values: [after, limit], rowMode: 'array' });
  return rows.map(toRecordedEvent);
}

const STREAMWISE = {
  name: 'event_store.streamwise',
  text: `SELECT ${COLUMNS} FROM event_store.events e
    WHERE (e.stream, e.revision) > ($1, $2) AND e.position <= $3 AND e.stream < $4
    ORDER BY e.stream, e.revision LIMIT $5`,
};

/** Reads events by stream and revision, at most `limit`. */
export async function readStreamwisePage(pool: Pool, options: ReadStreamwiseOptions): Promise<RecordedEvent[]> {
  const { upTo, after, prefix = '', limit } = options;
  // Before the first place of the streams asked for, so that the index leads straight to them.
  const { stream, revision } = after ?? { stream: prefix, revision: -1 };
  const values = [stream, revision, upTo, `${prefix}\u{10ffff}`, limit];
  const { rows } = await pool.query<Row>({ ...STREAMWISE, values, rowMode: 'array' });
  return rows.map(toRecordedEvent);
}

export function toRecordedEvent(row: Row): RecordedEvent {
  const [position, stream, revision, id, type, data, metadata, recordedAt] = row;
  return { id, type, stream, revision, position, recordedAt, data, metadata };
}
