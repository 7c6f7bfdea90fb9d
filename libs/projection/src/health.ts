import type { EventStore } from '@milepost/event-store';
import type { Pool } from '@milepost/postgres';
import { readCheckpoint } from './generation/checkpoint';
import { createCheckpointTables } from './generation/checkpoint-tables';

/**
 * What a process does for a projection:
 * - `stopped`: nothing, it was not started or has ended;
 * - `starting`: looking at what is there;
 * - `leading`: folding events into the live tables;
 * - `standing by`: another process leads, this one takes over when that one goes;
 * - `rebuilding`: building the tables of its version, since those that are live are of an older one;
 * - `outdated`: idle, since the live tables are of a newer version than this process knows;
 * - `failed`: the last attempt failed (see `lastError`), the next one follows shortly.
 */
export type Role = 'stopped' | 'starting' | 'leading' | 'standing by' | 'rebuilding' | 'outdated' | 'failed';

export interface LastError {
  readonly message: string;
  /** Instant, ISO 8601. */
  readonly at: string;
}

export interface ProjectionHealth {
  readonly projection: string;
  readonly role: Role;
  /** Version this process knows, and that of the live tables. */
  readonly version: number;
  readonly liveVersion: number | undefined;
  readonly generation: number | undefined;
  /** Position of the live checkpoint. Like all that follows, undefined when the database can't be asked. */
  readonly position: string | undefined;
  /** Position of the store's last event. */
  readonly head: string | undefined;
  /** Positions between the two: events, in a store that numbers them one by one. */
  readonly lag: number | undefined;
  /** Position of the generation being built beside the live one, if there is one. */
  readonly rebuilding: string | undefined;
  readonly parked: number | undefined;
  /** Events folded into live tables by this process. */
  readonly applied: number;
  readonly lastError: LastError | undefined;
  /** Why the database or the store can't be asked, when they can't. */
  readonly unreachable: string | undefined;
}

export type LocalHealth = Pick<ProjectionHealth, 'projection' | 'role' | 'version' | 'applied' | 'lastError'>;

/** Completes what the process knows by what the database and the store say. Works in every process, and never fails. */
export async function readHealth(pool: Pool, store: EventStore, local: LocalHealth): Promise<ProjectionHealth> {
  try {
    return { ...local, ...(await readStored(pool, store, local.projection)), unreachable: undefined };
  } catch (error) {
    const unreachable = error instanceof Error ? error.message : String(error);
    return { ...local, ...UNKNOWN, unreachable };
  }
}

const UNKNOWN = {
  liveVersion: undefined,
  generation: undefined,
  position: undefined,
  head: undefined,
  lag: undefined,
  rebuilding: undefined,
  parked: undefined,
};

async function readStored(pool: Pool, store: EventStore, projection: string) {
  await createCheckpointTables(pool);
  const live = await readCheckpoint(pool, projection, 'live');
  const next = await readCheckpoint(pool, projection, 'next');
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM projection.parked WHERE projection = $1 AND generation = $2',
    [projection, live?.generation ?? -1],
  );
  const position = live?.position ?? '0';
  const head = await store.head();
  return {
    liveVersion: live?.version,
    generation: live?.generation,
    position,
    head,
    lag: Math.max(0, Number(BigInt(head) - BigInt(position))),
    rebuilding: next?.position,
    parked: rows[0]?.count ?? 0,
  };
}
