import { readsStreamwise } from '@milepost/event-store';
import { inTransaction, type PoolClient } from '@milepost/postgres';
import { sharedEventsUpTo } from '../check/streams';
import { isDataError } from '../follow/data-error';
import { StateTable } from '../follow/state-table';
import { advanceCheckpoint, freezeCheckpoint, leaveStatesOut } from '../generation/checkpoint';
import { schemaOf } from '../generation/generation-tables';
import type { AnyProjection } from '../projection';
import type { Rebuild } from '../rebuild-options';
import { RowBuffer } from '../rows/row-buffer';
import { RowRecorder } from '../rows/row-writer';
import { writeSettled } from '../rows/settled-rows';
import { bareTables } from './bare-tables';
import { foldHere } from './fold-here';
import type { Folding, FoldingPages } from './folding';
import { sharedSteps } from './key-fold';
import { byStream, NotByStream, type StreamPage } from './stream-fold';

/**
 * Folds an empty next generation up to the store's present head stream by stream: every key once, with all its events,
 * so that no state is read back or kept, and no row written twice. All of it is one transaction: cut off, nothing has happened.
 * Where it can't be done (another kind of store, an event that can't be applied) nothing is written either, and the
 * caller goes on in the order of all events.
 * @returns how many events were folded
 */
export async function buildByStream(options: Rebuild, fence: AbortSignal): Promise<number> {
  const { projection, store } = options;
  if (!readsStreamwise(store)) return 0;
  const folding = options.folding ?? foldHere(store, projection);
  try {
    return projection.shared && !projection.shared.streamPrefixes ? 0 : await build(options, folding, fence);
  } finally {
    // Those who fold with it must not wait while it is built in the order of all events.
    folding.leave(projection.name);
  }
}

async function build(options: Rebuild, folding: Folding, fence: AbortSignal): Promise<number> {
  const { projection, store, pool, signal, onStep } = options;
  const stop = AbortSignal.any([fence, ...(signal ? [signal] : [])]);
  try {
    const events = await inTransaction(pool, async (client) => {
      const next = await freezeCheckpoint(client, projection.name, 'next');
      const head = await store.head();
      if (next?.position !== '0' || head === '0') return 0;
      onStep?.('by stream: begun', 'next');
      const indexAgain = await bareTables(client, schemaOf(projection.name, 'next'), Object.keys(projection.tables));
      const pages = await folding.begin(projection.name, head);
      await writeShared(options, client, pages.upTo);
      const written = await writePages(options, client, pages, stop);
      await indexAgain();
      onStep?.('by stream: written', 'next');
      await advanceCheckpoint(client, next, pages.upTo, written.lastRecordedAt);
      await leaveStatesOut(client, next, pages.upTo);
      fence.throwIfAborted();
      onStep?.('by stream: before commit', 'next');
      return written.events;
    });
    if (events > 0) onStep?.('by stream: committed', 'next');
    return events;
  } catch (error) {
    // A row that the database refuses; a mistake of this code is none.
    const refused = isDataError(error) && !(error instanceof TypeError);
    if (error instanceof NotByStream || refused || signal?.aborted) return 0;
    throw error;
  }
}

/** Writes what events that concern all keys make by themselves, and the state that they share. */
async function writeShared({ projection, store }: Rebuild, client: PoolClient, upTo: string): Promise<void> {
  const { shared, tables } = projection;
  if (!shared) return;
  const schema = schemaOf(projection.name, 'next');
  const states = new StateTable(schema);
  const rows = new RowBuffer(schema, tables);
  const events = await sharedEventsUpTo(projection, store, upTo);
  for (const step of byStream(() => sharedSteps(projection, events))) {
    const recorder = new RowRecorder(tables);
    byStream(() => shared.write?.(step.event, recorder));
    rows.absorb(recorder.operations);
    await states.saveShared(client, step.shared, step.event);
  }
  await rows.flush(client);
}

interface Written {
  events: number;
  lastRecordedAt: string;
}

async function writePages(
  { projection, onProgress }: Rebuild,
  client: PoolClient,
  { pages, done, upTo }: FoldingPages,
  stop: AbortSignal,
): Promise<Written> {
  const written: Written = { events: 0, lastRecordedAt: '' };
  let writing: Promise<void> = Promise.resolve();
  for await (const page of pages) {
    stop.throwIfAborted();
    // The database writes one page while the next one is folded.
    await writing;
    writing = writePage(projection, client, page).then(done);
    writing.catch(() => undefined);
    written.events += page.events;
    if (page.lastRecordedAt > written.lastRecordedAt) written.lastRecordedAt = page.lastRecordedAt;
    onProgress?.({ projection: projection.name, position: '0', head: upTo, events: written.events });
  }
  await writing;
  return written;
}

function writePage({ name, tables }: AnyProjection, client: PoolClient, { rows }: StreamPage) {
  return writeSettled(client, schemaOf(name, 'next'), tables, rows);
}
