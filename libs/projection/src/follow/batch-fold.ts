import type { EventStore } from '@milepost/event-store';
import { isConnectionError, type PoolClient } from '@milepost/postgres';
import type { RecordedEvent } from '@milepost/lifecycle';
import { leaveStatesOut } from '../generation/checkpoint';
import { schemaOf } from '../generation/generation-tables';
import type { AnyProjection, SharedFold } from '../projection';
import { RowBuffer } from '../rows/row-buffer';
import { RowRecorder, type RowWriter } from '../rows/row-writer';
import { Breath } from './breath';
import { isDataError } from './data-error';
import type { Memory } from './memory';
import { Parkings, SHARED_KEY } from './parked-keys';
import { StateTable } from './state-table';
import { StatesOnDemand, type MakeState } from './states-on-demand';

/** Rows held in memory before they are written, even inside a batch. */
const MOST_PENDING_ROWS = 50_000;
const STATES_PER_PAGE = 1_000;

/**
 * Folds one batch inside one transaction. What it learns goes to the follower's memory only after the commit.
 *
 * With `apart` every key's change is written on its own behind a savepoint, so that rows the database refuses park
 * their key: slow, and used only for an event already known to make trouble.
 */
export class BatchFold {
  readonly parkings = new Parkings();
  /** States changed by this batch. */
  readonly changed = new Map<string, { readonly state: unknown }>();
  /** True when states were changed that are not in `changed`, so that remembered ones are stale. */
  allChanged = false;
  shared: unknown;

  private readonly unsaved = new Map<string, string>();
  private readonly rows: RowBuffer;
  private readonly table: StateTable;
  private readonly states: StatesOnDemand;
  /** Of the generation, after this batch. */
  statesLeftOut: string;

  constructor(
    private readonly client: PoolClient,
    private readonly projection: AnyProjection,
    store: EventStore,
    private readonly memory: Memory,
    private readonly apart: boolean,
  ) {
    const schema = schemaOf(projection.name, memory.checkpoint.stage);
    this.rows = new RowBuffer(schema, projection.tables);
    this.table = new StateTable(schema);
    this.statesLeftOut = memory.checkpoint.statesLeftOut;
    this.states = new StatesOnDemand(projection, store, this.table, this.statesLeftOut);
    this.shared = memory.shared;
  }

  /** Applies the events to keys and shared state, in order; call `write` afterwards. */
  async apply(events: readonly RecordedEvent[]): Promise<void> {
    const { shared } = this.projection;
    let from = 0;
    for (let i = 0; shared && i < events.length; i++) {
      const event = events[i] as RecordedEvent;
      if (!shared.concerns(event)) continue;
      await this.applyToKeys(events.slice(from, i));
      await this.applyShared(shared, event);
      from = i + 1;
    }
    await this.applyToKeys(from === 0 ? events : events.slice(from));
  }

  /** Writes what is still in memory: rows, then states. */
  async write(onRows?: () => unknown): Promise<void> {
    await this.rows.flush(this.client);
    await onRows?.();
    await this.table.save(this.client, this.unsaved);
    this.unsaved.clear();
  }

  private async applyToKeys(events: readonly RecordedEvent[]): Promise<void> {
    const runs = this.runsByKey(events);
    const loaded = await this.load(new Map([...runs].filter(([key]) => !this.remembered(key))));
    const breath = new Breath();
    for (const [key, run] of runs) {
      if (breath.due) await breath.take();
      const stateOf = loaded.get(key) ?? (() => this.remembered(key)?.state);
      if (!this.attempt(key, (rows) => this.fold(key, stateOf(), run, rows))) await this.applyOneByOne(key, run);
      if (this.apart || this.rows.size > MOST_PENDING_ROWS) await this.writeBehindSavepoint(key, run[0]);
    }
  }

  private runsByKey(events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
    const runs = new Map<string, RecordedEvent[]>();
    for (const event of events) {
      let key: string | null;
      try {
        key = this.projection.keyOf(event);
      } catch (error) {
        // Without a key to park, the stream is the best name for what the event belongs to.
        if (!this.isParked(event.stream)) this.parkings.park(event.stream, event, error);
        continue;
      }
      if (key === null) continue;
      const run = runs.get(key);
      if (run) run.push(event);
      else runs.set(key, [event]);
    }
    for (const [key, run] of runs) {
      if (!this.isParked(key)) continue;
      runs.delete(key);
      this.parkings.pass(key, run);
    }
    return runs;
  }

  /** Finds the event that can't be applied, applies those before it and parks the key. */
  private async applyOneByOne(key: string, run: readonly RecordedEvent[]): Promise<void> {
    // Never the object at hand: a fold that threw may have changed its state half way.
    let stateOf = this.unsavedState(key) ?? (await this.load(new Map([[key, run]]))).get(key);
    for (const [i, event] of run.entries()) {
      if (!this.attempt(key, (rows) => this.fold(key, stateOf?.(), [event], rows), event)) {
        this.parkings.pass(key, run.slice(i + 1));
        return;
      }
      stateOf = this.unsavedState(key);
    }
  }

  private unsavedState(key: string): MakeState | undefined {
    const text = this.unsaved.get(key);
    return text === undefined ? undefined : () => JSON.parse(text) as unknown;
  }

  private async load(runs: ReadonlyMap<string, readonly RecordedEvent[]>): Promise<Map<string, MakeState>> {
    return this.projection.stateless ? new Map() : this.states.load(this.client, runs);
  }

  private async applyShared(fold: SharedFold<unknown, unknown>, event: RecordedEvent): Promise<void> {
    if (this.isParked(SHARED_KEY)) return this.parkings.pass(SHARED_KEY, [event]);
    const previous = this.shared;
    try {
      const shared = fold.evolve(previous, event);
      JSON.stringify(shared);
      const recorder = new RowRecorder(this.projection.tables);
      fold.write?.(event, recorder);
      this.rows.absorb(recorder.operations);
      this.shared = shared;
    } catch (error) {
      return this.parkings.park(SHARED_KEY, event, error);
    }
    await this.write();
    await this.table.saveShared(this.client, this.shared, event);
    if (fold.recompute) await this.recomputeAll(fold.recompute.bind(fold), event, previous);
  }

  private async recomputeAll(
    recompute: NonNullable<SharedFold<unknown, unknown>['recompute']>,
    event: RecordedEvent,
    previous: unknown,
  ): Promise<void> {
    if (this.statesLeftOut !== '0') {
      await this.states.complete(this.client);
      await leaveStatesOut(this.client, this.memory.checkpoint, '0');
      this.statesLeftOut = '0';
    }
    let after: string | undefined;
    for (;;) {
      const page = await this.table.page(this.client, after, STATES_PER_PAGE);
      for (const [key, text] of page) {
        after = key;
        if (this.isParked(key)) continue;
        const context = { key, shared: this.shared, previous };
        this.attempt(key, (rows) => recompute(JSON.parse(text), event, context, rows), event, text);
        if (this.apart) await this.writeBehindSavepoint(key, event);
      }
      await this.write();
      // Changed states are kept in the table only: there may be more of them than memory holds.
      if (this.allChanged) this.changed.clear();
      if (page.size < STATES_PER_PAGE) return;
    }
  }

  private fold(key: string, state: unknown, events: readonly RecordedEvent[], rows: RowWriter): unknown {
    return this.projection.apply(state, events, { key, shared: this.shared }, rows);
  }

  /** Takes over rows and state of a fold that succeeds; with `parkAt`, parks the key of one that throws. */
  private attempt(
    key: string,
    fold: (rows: RowWriter) => unknown,
    parkAt?: RecordedEvent,
    unchanged?: string,
  ): boolean {
    const recorder = new RowRecorder(this.projection.tables);
    try {
      const state = fold(recorder);
      if (this.projection.stateless) {
        this.rows.absorb(recorder.operations);
        return true;
      }
      const text = JSON.stringify(state) as string | undefined;
      if (text === undefined) throw new TypeError(`the fold of ${key} returned no state`);
      this.rows.absorb(recorder.operations);
      if (text === unchanged) return true;
      if (unchanged !== undefined) this.allChanged = true;
      this.changed.set(key, { state });
      this.unsaved.set(key, text);
      return true;
    } catch (error) {
      if (parkAt) this.parkings.park(key, parkAt, error);
      return false;
    }
  }

  private async writeBehindSavepoint(key: string, event: RecordedEvent | undefined): Promise<void> {
    if (!this.apart || !event) return this.write();
    await this.client.query('SAVEPOINT one_key');
    try {
      await this.write();
      await this.client.query('RELEASE SAVEPOINT one_key');
    } catch (error) {
      if (isConnectionError(error) || !isDataError(error)) throw error;
      await this.client.query('ROLLBACK TO SAVEPOINT one_key');
      this.rows.clear();
      this.unsaved.clear();
      this.changed.delete(key);
      this.parkings.park(key, event, error);
    }
  }

  private isParked(key: string): boolean {
    return this.memory.parked.has(key) || this.parkings.has(key);
  }

  private remembered(key: string): { readonly state: unknown } | undefined {
    return this.changed.get(key) ?? (this.allChanged ? undefined : this.memory.states.get(key));
  }
}
