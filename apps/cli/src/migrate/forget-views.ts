import { advisoryLockKey, inTransaction, type Pool } from '@milepost/postgres';
import { quote } from '@milepost/projection';

/**
 * Drops views and what else knows events by their positions, which are others in another store: a view that went on from
 * the position it has reached would leave events out or take them in twice. All of it is made anew from the events.
 * @returns false, and nothing is done, while a process leads one of the views
 */
export async function forgetViews(pool: Pool, views: readonly string[]): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    for (const view of views) {
      const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1::bigint) AS free', [
        advisoryLockKey(`projection/${view}`),
      ]);
      if (!rows[0].free) return false;
    }
    const { rows } = await client.query<{ views: boolean; checkpoints: boolean }>(
      `SELECT to_regclass('projection.checkpoint') IS NOT NULL AS views,
              to_regclass('audit.checkpoint') IS NOT NULL AS checkpoints`,
    );
    if (rows[0].views) {
      for (const view of views.flatMap((name) => [name, `${name}_next`])) {
        await client.query(`DROP SCHEMA IF EXISTS ${quote(view)} CASCADE`);
      }
      await client.query('DELETE FROM projection.checkpoint WHERE projection = ANY ($1)', [views]);
      await client.query('DELETE FROM projection.parked WHERE projection = ANY ($1)', [views]);
    }
    if (rows[0].checkpoints) await client.query('DELETE FROM audit.checkpoint');
    return true;
  });
}
