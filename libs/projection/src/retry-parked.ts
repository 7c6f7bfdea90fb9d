import type { EventStore } from '@milepost/event-store';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { inTransaction, type Pool, type PoolClient } from '@milepost/postgres';
import type { OnStep } from './follow/step';
import { StateTable } from './follow/state-table';
import { StatesOnDemand } from './follow/states-on-demand';
import { freezeCheckpoint, raiseEpoch } from './generation/checkpoint';
import type { AnyProjection } from './projection';
import { readKey } from './read-key';
import { RowBuffer } from './rows/row-buffer';
import { RowRecorder } from './rows/row-writer';
import { quote } from './rows/table';

export interface RetryParked {
  readonly projection: AnyProjection;
  readonly store: EventStore;
  readonly pool: Pool;
  readonly onStep?: OnStep;
}

/**
 * Folds a parked key again from zero, up to the live checkpoint, in one transaction. Any process may call it: whoever
 * follows the projection notices and reloads.
 * @returns false when the key is not parked
 * @throws StillParked when an event of the key still can't be applied; nothing has changed then
 */
export async function retryParked({ projection, store, pool, onStep }: RetryParked, key: string): Promise<boolean> {
  const retried = await inTransaction(pool, async (client) => {
    const live = await freezeCheckpoint(client, projection.name, 'live');
    if (!live || live.version !== projection.version) return false;
    onStep?.('retry: frozen', 'live');
    const parked = await client.query(
      'DELETE FROM projection.parked WHERE projection = $1 AND generation = $2 AND key = $3',
      [projection.name, live.generation, key],
    );
    if (parked.rowCount === 0) return false;
    const table = new StateTable(projection.name);
    const rows = new RowBuffer(projection.name, projection.tables);
    const states = new StatesOnDemand(projection, store, table, live.statesLeftOut);
    await clear(client, projection, table, rows, key, states);
    onStep?.('retry: cleared', 'live');
    const shared = await table.sharedEvents(client);
    const events = [...shared, ...(await readKey(projection, store, key))]
      .filter((event) => comparePositions(event.position, live.position) <= 0)
      .sort((a, b) => comparePositions(a.position, b.position));
    const state = refold(projection, key, events, rows);
    await rows.flush(client);
    if (state !== undefined && !projection.stateless) await table.save(client, new Map([[key, JSON.stringify(state)]]));
    await raiseEpoch(client, live);
    onStep?.('retry: written', 'live');
    return true;
  });
  onStep?.('retry: committed', 'live');
  return retried;
}

async function clear(
  client: PoolClient,
  projection: AnyProjection,
  table: StateTable,
  rows: RowBuffer,
  key: string,
  states: StatesOnDemand,
): Promise<void> {
  if (projection.resetKey) {
    const stateOf = projection.stateless ? undefined : (await states.load(client, new Map([[key, []]]))).get(key);
    const recorder = new RowRecorder(projection.tables);
    projection.resetKey(key, stateOf?.(), recorder);
    rows.absorb(recorder.operations);
    await rows.flush(client);
  }
  for (const [name, { owner }] of Object.entries(projection.tables)) {
    if (!owner) continue;
    await client.query(`DELETE FROM ${quote(projection.name)}.${quote(name)} WHERE ${quote(owner)} = $1`, [key]);
  }
  await table.delete(client, key);
}

function refold(projection: AnyProjection, key: string, events: readonly RecordedEvent[], rows: RowBuffer): unknown {
  let shared: unknown = projection.shared?.initial ?? null;
  let state: unknown;
  for (const event of events) {
    const recorder = new RowRecorder(projection.tables);
    try {
      if (projection.shared?.concerns(event)) {
        const previous = shared;
        shared = projection.shared.evolve(previous, event);
        if (state !== undefined && projection.shared.recompute) {
          state = projection.shared.recompute(state, event, { key, shared, previous }, recorder);
        }
      } else {
        state = projection.apply(state, [event], { key, shared }, recorder);
      }
    } catch (cause) {
      throw new StillParked(projection.name, key, event, cause);
    }
    rows.absorb(recorder.operations);
  }
  return state;
}

export class StillParked extends Error {
  override readonly name = 'StillParked';
  constructor(
    readonly projection: string,
    readonly key: string,
    /** The event that can't be applied. */
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(`${projection}: ${key} stays parked at position ${event.position}: ${String(cause)}`, { cause });
  }
}
