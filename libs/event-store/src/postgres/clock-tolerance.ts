import type { Pool } from '@milepost/postgres';
import type { ClientBase } from 'pg';

/** Most by which an instant lies before one at an earlier position, in milliseconds. */
export async function clockTolerance(pool: Pool): Promise<number> {
  const text = 'SELECT clock_tolerance_ms AS ms FROM event_store.head';
  const { rows } = await pool.query<{ ms: number }>(text);
  return rows[0].ms;
}

/** Makes room for instants that go back so far. The caller holds the lock on the head. */
export async function raiseClockTolerance(client: ClientBase, ms: number): Promise<void> {
  await client.query('UPDATE event_store.head SET clock_tolerance_ms = greatest(clock_tolerance_ms, $1)', [ms]);
}
