import { LRUCache } from 'lru-cache';
import type { PoolClient } from '@milepost/postgres';
import { type Checkpoint, readCheckpoint, type Stage } from '../generation/checkpoint';
import { schemaOf } from '../generation/generation-tables';
import type { AnyProjection } from '../projection';
import { readParked } from './parked-keys';
import { StateTable } from './state-table';

/**
 * What a follower knows of its generation between batches. It mirrors the last committed transaction, and is thrown
 * away whenever that is in doubt.
 */
export interface Memory {
  readonly checkpoint: Checkpoint;
  readonly shared: unknown;
  readonly parked: ReadonlySet<string>;
  /** States used lately, bounded by count. */
  readonly states: LRUCache<string, { readonly state: unknown }>;
}

/** Loads what the generation's tables say; undefined when there is no such generation. */
export async function loadMemory(
  client: PoolClient,
  projection: AnyProjection,
  stage: Stage,
  mostStates: number,
): Promise<Memory | undefined> {
  const checkpoint = await readCheckpoint(client, projection.name, stage);
  if (!checkpoint) return undefined;
  const stored = await new StateTable(schemaOf(projection.name, stage)).loadShared(client);
  const parked = await readParked(client, checkpoint);
  return {
    checkpoint,
    shared: stored ? stored.shared : (projection.shared?.initial ?? null),
    parked: new Set(parked.map(({ key }) => key)),
    states: new LRUCache({ max: mostStates }),
  };
}
