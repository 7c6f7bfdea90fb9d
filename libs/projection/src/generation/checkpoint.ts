import type { Pool } from '@milepost/postgres';
import type { Connection } from '../connection';
import { CHECKPOINT_CHANNEL } from './checkpoint-tables';

/** `live` serves the readers; `next` is being built to replace it. */
export type Stage = 'live' | 'next';

/** How far one generation of a projection has come. */
export interface Checkpoint {
  readonly projection: string;
  readonly generation: number;
  readonly stage: Stage;
  readonly version: number;
  /** Position of the last event folded, `'0'` before the first. */
  readonly position: string;
  readonly epoch: number;
  /** Position up to which keys were folded whose states are not kept: see `StatesOnDemand`. `'0'` where all are. */
  readonly statesLeftOut: string;
  /** Instant at which the store took the last event folded, `null` before the first. */
  readonly recordedAt: string | null;
}

const COLUMNS = `projection, generation, stage, version, position::text AS position, epoch,
  states_left_out::text AS "statesLeftOut", recorded_at AS "recordedAt"`;

export async function readCheckpoint(
  db: Pick<Pool, 'query'> | Connection,
  projection: string,
  stage: Stage,
): Promise<Checkpoint | undefined> {
  const sql = `SELECT ${COLUMNS} FROM projection.checkpoint WHERE projection = $1 AND stage = $2`;
  return ((await db.query(sql, [projection, stage])) as { rows: Checkpoint[] }).rows[0];
}

/** Reads a checkpoint and keeps every follower of it from committing until the transaction ends. */
export async function freezeCheckpoint(
  client: Connection,
  projection: string,
  stage: Stage,
): Promise<Checkpoint | undefined> {
  const sql = `SELECT ${COLUMNS} FROM projection.checkpoint WHERE projection = $1 AND stage = $2 FOR UPDATE`;
  return (await client.query<Checkpoint>(sql, [projection, stage])).rows[0];
}

/**
 * Moves a checkpoint on, provided that it is still where the caller left it. Called first in a batch's transaction:
 * a second follower waits here for the first one's commit and then fails.
 * @throws CheckpointMoved
 */
export async function advanceCheckpoint(
  client: Connection,
  from: Checkpoint,
  position: string,
  recordedAt: string,
): Promise<void> {
  const { rowCount } = await client.query(
    `WITH moved AS (
       UPDATE projection.checkpoint SET position = $6, recorded_at = $7, updated_at = now()
       WHERE projection = $1 AND generation = $2 AND stage = $3 AND position = $4 AND epoch = $5
       RETURNING projection, stage, position
     )
     SELECT CASE WHEN stage = 'live' THEN pg_notify('${CHECKPOINT_CHANNEL}', projection || ':' || position) END
     FROM moved`,
    [from.projection, from.generation, from.stage, from.position, from.epoch, position, recordedAt],
  );
  if (rowCount !== 1) throw new CheckpointMoved(from);
}

/** Notes down that the states of the keys folded up to a position are not kept; `'0'`: all are. */
export async function leaveStatesOut(client: Connection, checkpoint: Checkpoint, upTo: string): Promise<void> {
  await client.query(
    'UPDATE projection.checkpoint SET states_left_out = $3 WHERE projection = $1 AND generation = $2',
    [checkpoint.projection, checkpoint.generation, upTo],
  );
}

/** Makes the followers of a generation forget what they know of it: see `epoch`. */
export async function raiseEpoch(client: Connection, checkpoint: Checkpoint): Promise<void> {
  await client.query(
    'UPDATE projection.checkpoint SET epoch = epoch + 1, updated_at = now() WHERE projection = $1 AND generation = $2',
    [checkpoint.projection, checkpoint.generation],
  );
}

/** Someone else moved, changed or replaced the generation: nothing was written, and what is known of it is stale. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  constructor(checkpoint: Checkpoint) {
    super(
      `${checkpoint.projection}: generation ${checkpoint.generation} is no longer ${checkpoint.stage} ` +
        `at position ${checkpoint.position}`,
    );
  }
}
