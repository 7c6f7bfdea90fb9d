import { comparePositions } from '@milepost/lifecycle';
import { commit, connectDedicated } from '@milepost/postgres';
import type { Connection } from './connection';
import type { Follower } from './follow/follower';
import { type Checkpoint, freezeCheckpoint, readCheckpoint } from './generation/checkpoint';
import { CHECKPOINT_CHANNEL } from './generation/checkpoint-tables';
import { replaceLive } from './generation/generation-tables';
import { isLockContention } from './generation/lock-contention';
import { pause } from './pause';
import { quote } from './rows/table';
import type { Rebuild } from './rebuild-options';

/** How long readers may be kept waiting by one attempt; far less than PostgreSQL takes to look for deadlocks. */
const LOCK_TIMEOUT_MS = 100;
const RETRY_MS = 1_000;

/**
 * Puts the next generation, which has nearly caught up, in the place of the live one. Waits for transactions that read
 * the live tables, and lets the live ones be followed on meanwhile.
 * @returns the new live checkpoint, undefined when the signal ended it first
 */
export async function switchGenerations(
  options: Rebuild,
  follower: Follower,
  fence: AbortSignal,
): Promise<Checkpoint | undefined> {
  const ended = options.signal ? AbortSignal.any([options.signal, fence]) : fence;
  for (;;) {
    try {
      await attempt(options, follower, fence);
      break;
    } catch (error) {
      if (!isLockContention(error)) throw error;
      options.onReadersInTheWay?.();
      await pause(RETRY_MS, ended);
      if (ended.aborted) return undefined;
      // Otherwise the next attempt would hold up the live one for all that was missed.
      await follower.catchUp(await options.store.head(), ended);
    }
  }
  options.onStep?.('switch: committed', 'next');
  return readCheckpoint(options.pool, options.projection.name, 'live');
}

/**
 * Freezes the live checkpoint, lets the next generation reach it, and renames: the position that readers rely on never
 * goes back, and no event falls between the two.
 */
async function attempt({ projection, store, pool, onStep }: Rebuild, follower: Follower, fence: AbortSignal) {
  // Outside the pool: catching up needs the pool's connections while this one holds the live checkpoint.
  const client = await connectDedicated(pool);
  try {
    await client.query('BEGIN');
    const live = await freezeCheckpoint(client, projection.name, 'live');
    onStep?.('switch: live frozen', 'next');
    await follower.catchUp(live ? live.position : await store.head());
    const next = await freezeCheckpoint(client, projection.name, 'next');
    if (!next) throw new Error(`${projection.name}: the next generation is gone`);
    if (live && comparePositions(next.position, live.position) < 0) {
      throw new Error(`${projection.name}: the store ends before the live checkpoint ${live.position}`);
    }
    onStep?.('switch: next frozen', 'next');
    if (live) await lockTables(client, projection.name);
    await replaceLive(client, next, live);
    await client.query('SELECT pg_notify($1, $2)', [CHECKPOINT_CHANNEL, `${projection.name}:${next.position}`]);
    fence.throwIfAborted();
    onStep?.('switch: replaced', 'next');
    await commit(client);
  } finally {
    // Ends an open transaction too.
    await client.end().catch(() => undefined);
  }
}

/**
 * A rename alone would let a statement that joins two tables find one before and the other after the switch. Holding
 * all tables, the switch falls between transactions that read them; who comes meanwhile looks the names up again.
 */
async function lockTables(client: Connection, schema: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
    [quote(schema)],
  );
  await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  const tables = rows.map(({ name }) => `${quote(schema)}.${quote(name)}`);
  await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
}
