import { inTransaction, type Pool } from '@milepost/postgres';
import { quote } from '../rows/table';
import { isLockContention } from './lock-contention';

/** How long dropping may keep readers of the old tables waiting behind it, in milliseconds. */
const LOCK_TIMEOUT_MS = 500;

/**
 * Drops schemas replaced by a rebuild.
 * @returns how many are gone, and how many are left because readers still use them: try again later
 */
export async function dropRetired(pool: Pool, projection: string): Promise<{ dropped: number; left: number }> {
  const { rows } = await pool.query<{ schema: string }>('SELECT schema FROM projection.retired WHERE projection = $1', [
    projection,
  ]);
  let left = 0;
  for (const { schema } of rows) {
    try {
      await inTransaction(pool, async (client) => {
        await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
        await client.query(`DROP SCHEMA IF EXISTS ${quote(schema)} CASCADE`);
        await client.query('DELETE FROM projection.retired WHERE schema = $1', [schema]);
      });
    } catch (error) {
      if (!isLockContention(error)) throw error;
      left += 1;
    }
  }
  return { dropped: rows.length - left, left };
}
