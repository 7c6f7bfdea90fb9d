import type { EventStore } from '@milepost/event-store';
import { comparePositions } from '@milepost/lifecycle';
import { inTransaction, type Pool, type PoolClient } from '@milepost/postgres';
import { Breath } from '../follow/breath';
import { readCheckpoint } from '../generation/checkpoint';
import type { AnyProjection } from '../projection';
import { quote } from '../rows/table';
import { sharedEventsUpTo, streamsUpTo } from './streams';
import { ViewCheck, type ViewReport } from './view-check';

export interface CheckProgress {
  /** Events folded so far. */
  readonly events: number;
  /** Position up to which events are folded. */
  readonly upTo: string;
}

export interface CheckOptions {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Most differences told one by one, per view. */
  readonly most: number;
  readonly onProgress?: (progress: CheckProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ViewsReport {
  /** Events folded from zero. */
  readonly events: number;
  readonly views: readonly ViewReport[];
  /** Views that were not compared, since none of the program's version is there. */
  readonly absent: readonly string[];
}

/**
 * Folds the whole store from zero and compares every row of every table of the views with what comes out. All views are
 * read as they are at one moment, each held against the events up to its own checkpoint; they go on meanwhile, but none
 * is switched to a rebuilt one before the end. The rows that should be there are kept by the database, on disk: memory
 * is bounded, whatever the store holds.
 */
export async function checkViews(projections: readonly AnyProjection[], options: CheckOptions): Promise<ViewsReport> {
  const { pool, store, most, onProgress, signal } = options;
  const work = async (client: PoolClient): Promise<ViewsReport> => {
    const { checks, absent, upTo } = await begin(client, projections, options);
    const breath = new Breath();
    let events = 0;
    for await (const streams of streamsUpTo(store, upTo)) {
      signal?.throwIfAborted();
      for (const stream of streams) {
        for (const check of checks) check.fold(stream);
        events += stream.length;
        if (breath.due) await breath.take();
      }
      for (const check of checks) await check.write();
      onProgress?.({ events, upTo });
    }
    const views: ViewReport[] = [];
    for (const check of checks) {
      await check.write();
      views.push(await check.compare(most));
    }
    return { events, views, absent };
  };
  return inTransaction(pool, work, 'BEGIN ISOLATION LEVEL REPEATABLE READ');
}

async function begin(client: PoolClient, projections: readonly AnyProjection[], { pool, store }: CheckOptions) {
  const there: AnyProjection[] = [];
  for (const projection of projections) {
    const live = await readCheckpoint(pool, projection.name, 'live').catch(noneYet);
    if (live?.version === projection.version) there.push(projection);
  }
  // Before the first read: a switch to a rebuilt view now waits, and the snapshot that begins with it finds all tables.
  for (const { name, tables } of there) {
    const list = Object.keys(tables).map((table) => `${quote(name)}.${quote(table)}`);
    await client.query(`LOCK TABLE ${list.join(', ')} IN ACCESS SHARE MODE`);
  }
  const checks: ViewCheck[] = [];
  let upTo = '0';
  for (const projection of there) {
    const live = await readCheckpoint(client, projection.name, 'live');
    if (live?.version !== projection.version) throw new Error(`${projection.name} has just been replaced: try again`);
    if (comparePositions(live.position, upTo) > 0) upTo = live.position;
    const check = new ViewCheck(client, projection, live);
    await check.begin(await sharedEventsUpTo(projection, store, live.position));
    checks.push(check);
  }
  const absent = projections.filter((projection) => !there.includes(projection)).map(({ name }) => name);
  return { checks, absent, upTo };
}

function noneYet(error: unknown): undefined {
  // The tables come with the first process that projects.
  if ((error as { code?: unknown }).code !== '42P01') throw error;
}
