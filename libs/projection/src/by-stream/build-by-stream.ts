import { readsStreamwise, type StreamwiseReader } from '@milepost/event-store';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { inTransaction, type PoolClient } from '@milepost/postgres';
import { Breath } from '../follow/breath';
import { isDataError } from '../follow/data-error';
import { StateTable } from '../follow/state-table';
import { advanceCheckpoint, freezeCheckpoint, leaveStatesOut } from '../generation/checkpoint';
import { schemaOf } from '../generation/generation-tables';
import type { AnyProjection } from '../projection';
import type { Rebuild } from '../rebuild-options';
import { DirectWriter } from '../rows/direct-writer';
import { RowBuffer } from '../rows/row-buffer';
import { RowRecorder, type RowWriter } from '../rows/row-writer';
import { bareTables } from './bare-tables';
import { foldKey, type SharedStep } from './key-fold';
import { wholeStreams } from './whole-streams';

/** Why keys have to be folded in the order of all events after all, where one that can't be folded is parked. */
class NotByStream extends Error {
  override readonly name = 'NotByStream';
}

/**
 * Folds an empty next generation up to the store's present head stream by stream: every key once, with all its events,
 * so that no state is read back or kept, and no row written twice. All of it is one transaction: cut off, nothing has happened.
 * Where it can't be done (another kind of store, an event that can't be applied) nothing is written either, and the
 * caller goes on in the order of all events.
 * @returns how many events were folded
 */
export async function buildByStream(options: Rebuild, fence: AbortSignal): Promise<number> {
  const { projection, store, pool, signal, onStep } = options;
  if (!readsStreamwise(store) || (projection.shared && !projection.shared.streamPrefixes)) return 0;
  try {
    const events = await inTransaction(pool, async (client) => {
      const next = await freezeCheckpoint(client, projection.name, 'next');
      const head = await store.head();
      if (next?.position !== '0' || head === '0') return 0;
      onStep?.('by stream: begun', 'next');
      const build = new StreamBuild(client, projection);
      const indexAgain = await bareTables(client, schemaOf(projection.name, 'next'), Object.keys(projection.tables));
      const folded = await build.run(store, head, AbortSignal.any([fence, ...(signal ? [signal] : [])]), (count) =>
        options.onProgress?.({ projection: projection.name, position: '0', head, events: count }),
      );
      await indexAgain();
      onStep?.('by stream: written', 'next');
      await advanceCheckpoint(client, next, head, build.lastRecordedAt);
      await leaveStatesOut(client, next, head);
      fence.throwIfAborted();
      onStep?.('by stream: before commit', 'next');
      return folded;
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

/** What a page of streams becomes. */
interface Page {
  readonly rows: RowBuffer;
  readonly writer: RowWriter;
}

class StreamBuild {
  lastRecordedAt = '';
  private readonly states: StateTable;
  private readonly schema: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: PoolClient,
    private readonly projection: AnyProjection,
  ) {
    this.schema = schemaOf(projection.name, 'next');
    this.states = new StateTable(this.schema);
  }

  async run(
    store: StreamwiseReader,
    upTo: string,
    signal: AbortSignal,
    onCount: (events: number) => void,
  ): Promise<number> {
    const steps = await this.foldShared(store, upTo);
    const breath = new Breath();
    let events = 0;
    for await (const streams of wholeStreams(store, upTo)) {
      signal.throwIfAborted();
      const page = this.newPage();
      for (const stream of streams) {
        events += stream.length;
        this.foldStream(stream, steps, page);
        if (breath.due) await breath.take();
      }
      // The database writes one page while the next one is folded.
      await this.writing;
      this.writing = this.write(page);
      this.writing.catch(() => undefined);
      onCount(events);
    }
    await this.writing;
    return events;
  }

  private newPage(): Page {
    const { tables } = this.projection;
    const rows = new RowBuffer(this.schema, tables);
    return { rows, writer: new DirectWriter(tables, rows) };
  }

  private async foldShared(store: StreamwiseReader, upTo: string): Promise<SharedStep[]> {
    const fold = this.projection.shared;
    if (!fold) return [];
    const events: RecordedEvent[] = [];
    for (const prefix of fold.streamPrefixes ?? []) {
      for await (const streams of wholeStreams(store, upTo, prefix))
        for (const stream of streams) events.push(...stream);
    }
    events.sort((a, b) => comparePositions(a.position, b.position));
    const steps: SharedStep[] = [];
    const recorder = new RowRecorder(this.projection.tables);
    let shared: unknown = fold.initial;
    for (const event of events) {
      if (!fold.concerns(event)) continue;
      shared = byStream(() => {
        fold.write?.(event, recorder);
        return fold.evolve(shared, event) as unknown;
      });
      await this.states.saveShared(this.client, shared, event);
      steps.push({ event, shared });
    }
    const rows = new RowBuffer(this.schema, this.projection.tables);
    rows.absorb(recorder.operations);
    await rows.flush(this.client, true);
    return steps;
  }

  private foldStream(stream: readonly RecordedEvent[], steps: readonly SharedStep[], { rows, writer }: Page): void {
    const { projection } = this;
    const own = stream.filter((event) => !projection.shared?.concerns(event));
    for (const { recordedAt } of stream) if (recordedAt > this.lastRecordedAt) this.lastRecordedAt = recordedAt;
    const key = own[0] === undefined ? null : projection.keyOf(own[0]);
    if (key === null) {
      if (own.some((event) => projection.keyOf(event) !== null)) throw new NotByStream();
      return;
    }
    const streams = projection.streamsOf?.(key) ?? [key];
    const whole = streams.length === 1 && streams[0] === own[0]?.stream;
    if (!whole || own.some((event) => projection.keyOf(event) !== key)) throw new NotByStream();
    byStream(() => {
      const state = foldKey(projection, key, own, steps, writer);
      if (state === undefined) throw new TypeError(`the fold of ${key} returned no state`);
      rows.settle();
    });
  }

  private async write({ rows }: Page): Promise<void> {
    await rows.flush(this.client, true);
  }
}

function byStream<Result>(fold: () => Result): Result {
  try {
    return fold();
  } catch (cause) {
    if (cause instanceof NotByStream) throw cause;
    throw new NotByStream('an event can not be applied', { cause });
  }
}
