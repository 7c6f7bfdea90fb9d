import { setTimeout as wait } from 'node:timers/promises';
import { Unavailable } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';

/** Longest to wait for what was being written, in milliseconds: longer than the log waits for itself. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 5;

/** Transactions that are writing to the log; each holds this lock from before its entries get their instants. */
const WRITERS = `SELECT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'relation' AND granted AND mode = 'RowExclusiveLock' AND relation = 'access_log.entry'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

async function writers(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ writer: string }>(WRITERS);
  return rows.map(({ writer }) => writer);
}

/** An instant of the database's clock, by which entries get theirs, after every entry that is there already. */
export async function afterLastEntry(pool: Pool): Promise<string> {
  // Entries' instants are rounded to milliseconds, up as well as down: the next one may be that of the last entry.
  const { rows } = await pool.query<{ instant: string }>(
    `SELECT date_trunc('milliseconds', clock_timestamp()) + interval '2 milliseconds' AS instant`,
  );
  return rows[0]!.instant;
}

/**
 * Resolves when no entry of before an instant can come any more: the instant has passed, and whatever was being written
 * then is written or given up.
 * @throws Unavailable `knowledge.unsettled`
 */
export async function settled(pool: Pool, instant: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const again = async (): Promise<void> => {
    if (performance.now() > deadline) throw unsettled();
    await wait(LOOK_AGAIN_MS);
  };
  while (!(await hasPassed(pool, instant))) await again();
  const writing = new Set(await writers(pool));
  while (writing.size > 0) {
    const now = new Set(await writers(pool));
    for (const writer of writing) if (!now.has(writer)) writing.delete(writer);
    if (writing.size > 0) await again();
  }
}

/** By a whole millisecond, so that a clock that tells no less has passed it too. */
async function hasPassed(pool: Pool, instant: string): Promise<boolean> {
  const { rows } = await pool.query<{ passed: boolean }>(
    `SELECT clock_timestamp() > $1::timestamptz + interval '1 millisecond' AS passed`,
    [instant],
  );
  return rows[0]!.passed;
}

export const unsettled = (): Unavailable =>
  new Unavailable('knowledge.unsettled', {
    zh: '访问日志中所问时刻之前的记录尚未写完,请稍后重试。',
    en: 'Entries of before the instant asked for are still being written: try again.',
  });
