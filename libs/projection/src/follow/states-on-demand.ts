import { type EventStore, readsStreamwise } from '@milepost/event-store';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import type { PoolClient } from '@milepost/postgres';
import { foldKey, type SharedStep, sharedSteps } from '../by-stream/key-fold';
import { wholeStreams } from '../by-stream/whole-streams';
import type { AnyProjection } from '../projection';
import { readKey } from '../read-key';
import { RowRecorder } from '../rows/row-writer';
import type { StateTable } from './state-table';

/** Makes a state, anew with every call: a fold that throws may have changed the one that it was given. */
export type MakeState = () => unknown;

/**
 * The states of a generation that was built stream by stream. Such a build writes none: few projects have news soon,
 * and a state is its key's events folded. What the table does not hold is folded from the key's stream.
 */
export class StatesOnDemand {
  private steps: Promise<readonly SharedStep[]> | undefined;

  constructor(
    private readonly projection: AnyProjection,
    private readonly store: EventStore,
    private readonly table: StateTable,
    /** Position up to which keys were folded without their states being kept; `'0'` where all are. */
    private readonly upTo: string,
  ) {}

  /** The states of keys with news, read together; keys never seen are absent. `runs`: the news of each. */
  async load(client: PoolClient, runs: ReadonlyMap<string, readonly RecordedEvent[]>): Promise<Map<string, MakeState>> {
    const states = new Map<string, MakeState>();
    for (const [key, text] of await this.table.load(client, [...runs.keys()])) {
      states.set(key, () => JSON.parse(text) as unknown);
    }
    if (this.upTo === '0') return states;
    const missing = [...runs].filter(([key, [first]]) => !states.has(key) && first?.revision !== 0);
    if (missing.length === 0) return states;
    const steps = await this.sharedSteps(client);
    await Promise.all(
      missing.map(async ([key]) => {
        const events = await this.eventsOf(key);
        if (events.length > 0) states.set(key, () => this.fold(key, events, steps));
      }),
    );
    return states;
  }

  /** Writes every state that is missing in the table, so that all of them can be gone through. */
  async complete(client: PoolClient): Promise<void> {
    if (this.upTo === '0') return;
    if (!readsStreamwise(this.store)) throw new Error(`${this.projection.name}: its states can't be folded again`);
    const steps = await this.sharedSteps(client);
    for await (const streams of wholeStreams(this.store, this.upTo)) {
      const states = new Map<string, string>();
      for (const stream of streams) {
        const own = stream.filter((event) => !this.projection.shared?.concerns(event));
        const key = own[0] === undefined ? null : this.projection.keyOf(own[0]);
        if (key !== null) states.set(key, JSON.stringify(this.fold(key, own, steps)));
      }
      await this.table.add(client, states);
    }
  }

  private async eventsOf(key: string): Promise<RecordedEvent[]> {
    const events = await readKey(this.projection, this.store, key);
    return events.filter(({ position }) => comparePositions(position, this.upTo) <= 0);
  }

  /** The rows have long been written. */
  private fold(key: string, events: readonly RecordedEvent[], steps: readonly SharedStep[]): unknown {
    return foldKey(this.projection, key, events, steps, new RowRecorder(this.projection.tables));
  }

  private sharedSteps(client: PoolClient): Promise<readonly SharedStep[]> {
    this.steps ??= this.table.sharedEvents(client).then((events) =>
      sharedSteps(
        this.projection,
        events.filter(({ position }) => comparePositions(position, this.upTo) <= 0),
      ),
    );
    return this.steps;
  }
}
