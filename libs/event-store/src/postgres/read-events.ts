import type { RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';

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

const SEALED = {
  name: 'event_store.sealed',
  text: `SELECT ${COLUMNS}, encode(e.hash, 'hex'), encode(e.previous_hash, 'hex')
    FROM event_store.events e WHERE e.position > $1 ORDER BY e.position LIMIT $2`,
};

/** Reads the events after a position with their hashes, in global order, at most `limit`. */
export async function readSealedPage(pool: Pool, after: string, limit: number): Promise<SealedEvent[]> {
  const { rows } = await pool.query<[...Row, hash: string, previousHash: string | null]>({
    ...SEALED,
    values: [after, limit],
    rowMode: 'array',
  });
  return rows.map((row) => {
    const [position, stream, revision, id, type, data, metadata, recordedAt, hash, previousHash] = row;
    return { id, type, stream, revision, position, recordedAt, data, metadata, hash, previousHash };
  });
}

export function toRecordedEvent(row: Row): RecordedEvent {
  const [position, stream, revision, id, type, data, metadata, recordedAt] = row;
  return { id, type, stream, revision, position, recordedAt, data, metadata };
}
