import type { EventStore } from '@milepost/event-store';
import { migrate, type Pool } from '@milepost/postgres';
import type { ViewReport } from '@milepost/projection';
import { checkCheckpoints } from './check-checkpoints';
import { checkTiles } from './check-tiles';
import { migrations } from './migrations';

/**
 * Holds what the log keeps in the read database, the roots of the tree's tiles and the list of checkpoints, against the
 * store. Told like the check of a view, since it is made of events as they are. That the hashes are those of the events
 * is for `verifyStore` to say.
 * @param most differences to tell
 */
export async function checkLog(
  pool: Pool,
  store: Pick<EventStore, 'head' | 'readHashes' | 'readStream'>,
  most: number,
): Promise<ViewReport> {
  await migrate(pool, 'audit.log', migrations);
  const position = await store.head();
  const compared = [await checkTiles(pool, store), await checkCheckpoints(pool, store)];
  return {
    view: 'audit',
    position,
    tables: compared.map(({ check }) => check),
    differences: compared.flatMap(({ differences }) => differences).slice(0, most),
    parked: [],
    unfoldable: [],
  };
}
