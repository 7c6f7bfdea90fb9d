import type { Pool } from '@milepost/postgres';
import { isUuid } from '../storable-event';

const HASH_BYTES = 32;

// Positions are dense, from 1: an event has as many before it as its position says, less one.
const LEAVES = {
  name: 'event_store.leaves',
  text: `SELECT string_agg(hash, '' ORDER BY position) AS leaves FROM (
           SELECT position, hash FROM event_store.events WHERE position > $1 ORDER BY position LIMIT $2) AS page`,
};
const LEAF_INDEX = {
  name: 'event_store.leaf_index',
  text: 'SELECT position - 1 AS index FROM event_store.events WHERE id = $1',
};

/** Hashes of the events that have `from` or more before them, in global order, at most `limit`. */
export async function readLeaves(pool: Pool, from: number, limit: number): Promise<Buffer[]> {
  const { rows } = await pool.query<{ leaves: Buffer | null }>({ ...LEAVES, values: [from, limit] });
  const leaves = rows[0].leaves ?? Buffer.alloc(0);
  return Array.from({ length: leaves.length / HASH_BYTES }, (_, index) =>
    leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** How many events come before the one with this id; undefined when there is none. */
export async function leafIndexOf(pool: Pool, eventId: string): Promise<number | undefined> {
  const id = eventId.toLowerCase();
  if (!isUuid(id)) return undefined;
  const { rows } = await pool.query<{ index: string }>({ ...LEAF_INDEX, values: [id] });
  return rows.length === 0 ? undefined : Number(rows[0].index);
}

/** Position of the event that has so many before it; undefined when there is none. */
export async function positionOfLeaf(pool: Pool, index: number): Promise<string | undefined> {
  if (index < 0) return undefined;
  const text = 'SELECT position FROM event_store.events WHERE position = $1::bigint + 1';
  const { rows } = await pool.query<{ position: string }>(text, [index]);
  return rows.at(0)?.position;
}
