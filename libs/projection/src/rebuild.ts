import { comparePositions } from '@milepost/lifecycle';
import { inTransaction, tryAcquireLease } from '@milepost/postgres';
import { buildByStream } from './by-stream/build-by-stream';
import { Follower } from './follow/follower';
import { type Checkpoint, freezeCheckpoint, readCheckpoint } from './generation/checkpoint';
import { createGeneration, settleGeneration } from './generation/generation-tables';
import { switchGenerations } from './switch-generations';
import type { Rebuild } from './rebuild-options';

/** Most events left to the switch, which holds up the live generation for their time. */
const SWITCH_AT = 5_000;

/**
 * Builds the next generation of a projection from zero beside the live one and puts it in its place.
 * @returns the new live checkpoint, undefined when it was not needed, or when the signal ended it first (it can be resumed)
 * @throws RebuildRunning when another process is at it
 */
export async function rebuild(options: Rebuild): Promise<Checkpoint | undefined> {
  const { projection, store, pool, signal, onStep } = options;
  const lease = await tryAcquireLease(pool, `projection/${projection.name}/next`);
  if (!lease) throw new RebuildRunning(projection.name);
  try {
    if (!(await prepare(options))) return undefined;
    options.onBegin?.();
    onStep?.('rebuild: next created', 'next');
    let head = await store.head();
    let events = await buildByStream(options, lease.signal);
    const follower = new Follower({
      ...options,
      stage: 'next',
      fence: lease.signal,
      onBatch: (batch) => {
        events += batch.events;
        const { position } = batch.checkpoint;
        options.onProgress?.({ projection: projection.name, position, head, events });
      },
    });
    for (;;) {
      const { position } = await follower.catchUp(head, signal);
      if (signal?.aborted) return undefined;
      head = await store.head();
      // What is missing now is less than a batch: the switch, which holds up the live one, makes up for it.
      if (comparePositions(position, head) >= 0) break;
      const most = Math.min(options.batchSize, SWITCH_AT);
      // Counted, as positions need not be dense.
      if ((await store.readAll({ after: position, limit: most })).length < most) break;
    }
    onStep?.('rebuild: caught up', 'next');
    await settleGeneration(pool, projection.name, 'next');
    return await switchGenerations(options, follower, lease.signal);
  } finally {
    await lease.release();
  }
}

async function prepare({ projection, pool, resume, needed }: Rebuild): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const next = await freezeCheckpoint(client, projection.name, 'next');
    if (needed && !needed(await readCheckpoint(client, projection.name, 'live'), next)) return false;
    if (!resume || next?.version !== projection.version) await createGeneration(client, projection, 'next');
    return true;
  });
}

export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
  constructor(projection: string) {
    super(`${projection} is already being rebuilt`);
  }
}
