import type { EventStore } from '@milepost/event-store';
import { advisoryLockKey, inTransaction, type Pool, type PoolClient } from '@milepost/postgres';
import { ROUTER_LEASE } from '../queue/router-lease';

const PAGE = 1_000;

interface Move {
  readonly source: Pick<EventStore, 'readAll'>;
  readonly target: Pick<EventStore, 'readAll'>;
  /** Names the kind of store that the events are in now: a move done before is not done again. */
  readonly into: string;
}

/** An event has another place in another store; which one is told by its place in the order, which is the same. */
const TRANSLATIONS = [
  // Not onto a position that another message still has.
  `UPDATE webhook.message m SET position = -v.new,
     body = replace(m.body, '"position":"' || v.old || '"', '"position":"' || v.new || '"')
   FROM moved v WHERE v.old = m.position`,
  'UPDATE webhook.message SET position = -position',
  'UPDATE webhook.queue q SET position = v.new FROM moved v WHERE v.old = q.position',
  'UPDATE webhook.attempt a SET position = v.new FROM moved v WHERE v.old = a.position',
  `UPDATE webhook.feed SET
     cursor = coalesce((SELECT new FROM moved WHERE old <= cursor ORDER BY old DESC LIMIT 1), 0),
     through = CASE WHEN through IS NULL THEN NULL
       ELSE coalesce((SELECT new FROM moved WHERE old <= through ORDER BY old DESC LIMIT 1), 0) END`,
  `UPDATE webhook.router SET
     position = coalesce((SELECT new FROM moved WHERE old <= position ORDER BY old DESC LIMIT 1), 0)`,
];

/**
 * Brings what webhooks keep by positions into line with a store into which the events have moved: nothing is sent twice
 * for it, and nothing is left out. All of it or nothing, and once for each move.
 * @returns false, and nothing is done, while a process routes messages
 */
export async function repositionWebhooks(pool: Pool, { source, target, into }: Move): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(`SELECT to_regclass('webhook.router') IS NOT NULL AS there`);
  if (!rows[0].there) return true;
  return inTransaction(pool, async (client) => {
    const lock = await client.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1::bigint) AS free', [
      advisoryLockKey(ROUTER_LEASE),
    ]);
    if (!lock.rows[0].free) return false;
    const router = await client.query<{ position: string; positions_of: string | null }>(
      'SELECT position, positions_of FROM webhook.router FOR UPDATE',
    );
    if (router.rows[0].positions_of === into) return true;
    await collect(client, source, target);
    for (const statement of TRANSLATIONS) await client.query(statement);
    await client.query('UPDATE webhook.router SET positions_of = $1', [into]);
    return true;
  });
}

/** The old and the new position of every event. */
async function collect(client: PoolClient, source: Move['source'], target: Move['target']): Promise<void> {
  await client.query('CREATE TEMP TABLE moved (old bigint PRIMARY KEY, new bigint NOT NULL) ON COMMIT DROP');
  let [old, now] = ['0', '0'];
  for (;;) {
    const [before, after] = await Promise.all([
      source.readAll({ after: old, limit: PAGE }),
      target.readAll({ after: now, limit: PAGE }),
    ]);
    if (before.length === 0 || after.length === 0) break;
    const pairs = before.slice(0, after.length);
    const stray = pairs.findIndex(({ id }, index) => id !== after[index].id);
    if (stray >= 0) throw new Error(`event ${pairs[stray].id} does not stand at the same place in both stores`);
    await client.query('INSERT INTO moved SELECT * FROM unnest($1::bigint[], $2::bigint[])', [
      pairs.map(({ position }) => position),
      after.slice(0, pairs.length).map(({ position }) => position),
    ]);
    [old, now] = [pairs[pairs.length - 1].position, after[pairs.length - 1].position];
  }
  await client.query('ANALYZE moved');
}
