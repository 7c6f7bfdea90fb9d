import { inTransaction, type Pool, type PoolClient } from '@milepost/postgres';
import type { StoredEvent } from '../sealed-metadata';

/** Reads events after a position. */
export type ReadAfter = (position: string, limit: number) => Promise<readonly StoredEvent[]>;

/** Events taken in one transaction: bounds memory, and what is done twice after a crash. */
const PAGE = 2_000;

interface Filled {
  readonly leaves: string;
  readonly position: string;
  readonly latest: string;
}

const LOCK = 'SELECT leaves, position, latest FROM event_index.filled FOR UPDATE';
const ADD = {
  name: 'event_index.add',
  text: `
    WITH added AS (
      INSERT INTO event_index.leaves (leaf, position, id, hash, latest)
      SELECT $1::bigint + number - 1, position, id, decode(hash, 'hex'), latest
      FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
        AS page (position, id, hash, latest, number))
    UPDATE event_index.filled SET leaves = $1::bigint + cardinality($2::bigint[]), position = $6, latest = $7`,
};

/** Adds the events that the index lacks, one page at a time, while whoever else would do so waits. */
export async function fill(pool: Pool, read: ReadAfter): Promise<void> {
  for (let more = true; more;) {
    more = await inTransaction(pool, async (client) => {
      const { rows } = await client.query<Filled>(LOCK);
      const page = await read(rows[0].position, PAGE);
      if (page.length > 0) await add(client, rows[0], page);
      return page.length === PAGE;
    });
  }
}

async function add(client: PoolClient, filled: Filled, page: readonly StoredEvent[]): Promise<void> {
  let latest = filled.latest === '-infinity' ? '' : filled.latest;
  const instants = page.map(({ seal }) => (latest = seal.recordedAt > latest ? seal.recordedAt : latest));
  await client.query({
    ...ADD,
    values: [
      filled.leaves,
      page.map(({ record }) => record.position),
      page.map(({ seal }) => seal.id),
      page.map(({ seal }) => seal.hash),
      instants,
      page[page.length - 1].record.position,
      latest,
    ],
  });
}

/**
 * Empties the index where it is not this store's: the event at its end stands elsewhere, or is another. So it is after
 * the store was restored from a backup, or when the URL names another one.
 */
export async function discardForeign(pool: Pool, read: ReadAfter): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows: filled } = await client.query<Filled>(LOCK);
    if (filled[0].leaves === '0') return;
    const { rows } = await client.query<{ before: string; id: string; hash: string }>(
      `SELECT coalesce((SELECT position FROM event_index.leaves WHERE leaf = last.leaf - 1), 0) AS before, id,
              encode(hash, 'hex') AS hash
       FROM event_index.leaves AS last WHERE leaf = $1::bigint - 1`,
      [filled[0].leaves],
    );
    const [event] = rows.length === 0 ? [] : await read(rows[0].before, 1);
    if (
      event?.seal.id === rows[0]?.id &&
      event?.seal.hash === rows[0]?.hash &&
      event.record.position === filled[0].position
    )
      return;
    await client.query('TRUNCATE event_index.leaves');
    await client.query("UPDATE event_index.filled SET leaves = 0, position = 0, latest = '-infinity'");
  });
}
