import type { EventStore } from '@milepost/event-store';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { inTransaction, type Pool } from '@milepost/postgres';
import { advanceCheckpoint, CheckpointMoved, type Checkpoint, type Stage } from '../generation/checkpoint';
import type { AnyProjection } from '../projection';
import { BatchFold } from './batch-fold';
import { isDataError } from './data-error';
import { loadMemory, type Memory } from './memory';
import { prefetch } from './prefetch';
import { quote } from '../rows/table';
import type { OnStep, Step } from './step';

export interface FollowerOptions {
  readonly projection: AnyProjection;
  readonly stage: Stage;
  readonly store: EventStore;
  readonly pool: Pool;
  /** Most events folded in one transaction. */
  readonly batchSize: number;
  /** Most states kept in memory between batches. */
  readonly mostStates: number;
  /** Once aborted nothing more is committed: the lease is lost. */
  readonly fence?: AbortSignal;
  readonly onStep?: OnStep;
  readonly onBatch?: (batch: Batch) => void;
}

/** A committed batch. */
export interface Batch {
  readonly events: number;
  readonly checkpoint: Checkpoint;
  /** Keys parked in this batch. */
  readonly parked: readonly { readonly key: string; readonly eventId: string; readonly error: string }[];
}

/** Events read at once. */
const PAGE = 5_000;

/** Folds events into one generation: one transaction per batch for rows, states and checkpoint together. */
export class Follower {
  private unanalysed = 0;
  private analyseAt = 1_000;
  private memory: Memory | undefined;

  constructor(private readonly options: FollowerOptions) {}

  /**
   * Follows the store until the signal aborts, then ends after the batch in hand.
   * @throws CheckpointMoved when another process changed the generation: nothing is lost, follow again
   */
  async follow(signal: AbortSignal): Promise<void> {
    const { store, batchSize } = this.options;
    const after = (await this.load()).checkpoint.position;
    const reading = new AbortController();
    const end = () => reading.abort();
    signal.addEventListener('abort', end);
    try {
      if (signal.aborted) return;
      for await (const events of prefetch(store.subscribe({ after, batchSize, signal: reading.signal }))) {
        if (signal.aborted) return;
        await this.write(events);
      }
      if (!signal.aborted) throw new Error('the subscription ended');
    } finally {
      reading.abort();
      signal.removeEventListener('abort', end);
    }
  }

  /** Folds up to a position at least, and returns the checkpoint reached. Ends early when the signal aborts. */
  async catchUp(target: string, signal?: AbortSignal): Promise<Checkpoint> {
    let { checkpoint } = await this.load();
    for await (const events of prefetch(this.batches(checkpoint.position, target))) {
      if (signal?.aborted) break;
      checkpoint = await this.write(events);
    }
    return checkpoint;
  }

  /** Batches up to a position: each of as many pages as it takes. */
  private async *batches(after: string, target: string): AsyncGenerator<RecordedEvent[]> {
    const { store, batchSize } = this.options;
    let batch: RecordedEvent[] = [];
    while (comparePositions(after, target) < 0) {
      const page = await store.readAll({ after, limit: Math.min(batchSize - batch.length, PAGE) });
      const last = page.at(-1);
      if (!last) break;
      after = last.position;
      batch = batch.length === 0 ? page : batch.concat(page);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  private async write(events: readonly RecordedEvent[]): Promise<Checkpoint> {
    const before = (await this.load()).checkpoint;
    try {
      return await this.commit(events, false);
    } catch (error) {
      if (!isDataError(error)) throw error;
      const { checkpoint } = await this.load();
      if (checkpoint.position !== before.position) throw new CheckpointMoved(before);
      // The database refuses some of these rows. Halving finds the event, which alone tells the key.
      if (events.length === 1) return this.commit(events, true);
      const middle = events.length >> 1;
      await this.write(events.slice(0, middle));
      return this.write(events.slice(middle));
    }
  }

  private async commit(events: readonly RecordedEvent[], apart: boolean): Promise<Checkpoint> {
    const { projection, store, pool, fence } = this.options;
    const memory = await this.load();
    const last = events.at(-1);
    if (!last) return memory.checkpoint;
    // Forgotten until the commit is certain.
    this.memory = undefined;
    const fold = await inTransaction(pool, async (client) => {
      this.step('batch: begun');
      await advanceCheckpoint(client, memory.checkpoint, last.position, last.recordedAt);
      this.step('batch: checkpoint moved');
      const batch = new BatchFold(client, projection, store, memory, apart);
      await batch.apply(events);
      this.step('batch: folded');
      await batch.write(() => this.step('batch: rows written'));
      await batch.parkings.save(client, memory.checkpoint);
      this.step('batch: states written');
      fence?.throwIfAborted();
      this.step('batch: before commit');
      return batch;
    });
    this.step('batch: committed');
    const checkpoint = {
      ...memory.checkpoint,
      position: last.position,
      recordedAt: last.recordedAt,
      statesLeftOut: fold.statesLeftOut,
    };
    this.memory = remember(memory, checkpoint, fold);
    const parked = [...fold.parkings.entries].map(([key, { event, error }]) => ({ key, eventId: event.id, error }));
    this.options.onBatch?.({ events: events.length, checkpoint, parked });
    await this.keepStatistics(events.length);
    return checkpoint;
  }

  private async load(): Promise<Memory> {
    if (this.memory) return this.memory;
    const { pool, projection, stage, mostStates } = this.options;
    // One snapshot: a switch between two of the reads would mix two generations.
    const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
    const memory = await inTransaction(pool, (client) => loadMemory(client, projection, stage, mostStates), begin);
    if (!memory) throw new GenerationMissing(projection.name, stage);
    // Tables of another version are not this definition's to write.
    if (memory.checkpoint.version !== projection.version) throw new CheckpointMoved(memory.checkpoint);
    this.memory = memory;
    return memory;
  }

  /** A table that grows from nothing has no statistics, and without them the planner takes it for empty. */
  private async keepStatistics(events: number): Promise<void> {
    this.unanalysed += events;
    if (this.options.stage !== 'live' || this.unanalysed < this.analyseAt) return;
    this.unanalysed = 0;
    this.analyseAt *= 2;
    const { pool, projection } = this.options;
    const tables = Object.keys(projection.tables).map((table) => `${quote(projection.name)}.${quote(table)}`);
    await pool.query(`ANALYZE ${tables.join(', ')}`);
  }

  private step(step: Step): void {
    this.options.onStep?.(step, this.options.stage);
  }
}

function remember(memory: Memory, checkpoint: Checkpoint, fold: BatchFold): Memory {
  const { states } = memory;
  if (fold.allChanged) states.clear();
  for (const [key, state] of fold.changed) states.set(key, state);
  const parked = new Set([...memory.parked, ...fold.parkings.keys]);
  for (const key of fold.parkings.keys) states.delete(key);
  return { checkpoint, shared: fold.shared, parked, states };
}

export class GenerationMissing extends Error {
  override readonly name = 'GenerationMissing';
  constructor(projection: string, stage: Stage) {
    super(`${projection} has no ${stage} generation`);
  }
}
