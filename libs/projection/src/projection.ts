import type { RecordedEvent } from '@milepost/lifecycle';
import { fieldWriter } from './rows/binary-field';
import type { RowWriter } from './rows/row-writer';
import { columnType, type Tables } from './rows/table';

/** What a fold is told besides its state and events. */
export interface FoldContext<Shared> {
  readonly key: string;
  /** The shared state as of these events. */
  readonly shared: Shared;
}

/** What a recomputation is told besides: what the shared state was before the event. */
export interface RecomputeContext<Shared> extends FoldContext<Shared> {
  readonly previous: Shared;
}

/**
 * A read model: how events become rows.
 *
 * Events are folded per key (usually the stream of one project). The runner keeps one JSON state per key, so a fold
 * sees its state and the new events only. How events are cut into batches must not change the rows that come out.
 * Functions are synchronous and without side effects other than through the row writer.
 */
export interface Projection<State, Shared = null> {
  /** Name of the projection and of its PostgreSQL schema: lower-case letters, digits and underscores. */
  readonly name: string;
  /** Version of shape and logic together; a higher one than the stored one makes the runner rebuild. */
  readonly version: number;
  readonly tables: Tables;

  /** DDL for a fresh schema, which exists already. `createTable` writes the statement for one declared table. */
  createTables(schema: string): string;

  /** The key an event is folded into, `null` when it concerns none. */
  keyOf(event: RecordedEvent): string | null;

  /** Streams that hold all events of a key, read when a parked key is retried; by default the key names the stream. */
  streamsOf?(key: string): readonly string[];

  /**
   * Applies consecutive events of one key. `state` is undefined for a key never seen.
   * Whatever it throws parks the key before the event that made it throw.
   * @returns the new state: plain JSON data
   */
  apply(
    state: State | undefined,
    events: readonly RecordedEvent[],
    context: FoldContext<Shared>,
    rows: RowWriter,
  ): State;

  /**
   * Undoes what a key wrote to tables without an owner column, before the key is folded again from zero. Rows of
   * tables with an owner column are deleted by the runner.
   */
  resetKey?(key: string, state: State | undefined, rows: RowWriter): void;

  /**
   * Rows are made of each event alone: no state is read or kept, the one that `apply` is given and
   * returns means nothing. For an index of
   * events that costs a fraction of a fold. Not together with `shared.recompute`, which goes by states.
   */
  readonly stateless?: true;

  /** Events that concern every key, such as the adoption of a ruleset. */
  readonly shared?: SharedFold<State, Shared>;
}

/** How events that concern every key are folded, in order with the events of the keys around them. */
export interface SharedFold<State, Shared> {
  readonly initial: Shared;
  concerns(event: RecordedEvent): boolean;
  /**
   * How the names of the streams begin that hold such events, and no others hold any. Told, it lets a rebuild fold each
   * key's events at one go, which is much faster.
   */
  readonly streamPrefixes?: readonly string[];
  /** The shared state after the event: plain JSON data. */
  evolve(shared: Shared, event: RecordedEvent): Shared;
  /** Rows that the event makes by itself, once, in tables without an owner. */
  write?(event: RecordedEvent, rows: RowWriter): void;
  /**
   * Called for every key with a state after the shared state changed; `context.shared` is the new one.
   * @returns the key's new state; the very same object when it has not changed
   */
  recompute?(state: State, event: RecordedEvent, context: RecomputeContext<Shared>, rows: RowWriter): State;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the runner never looks inside a state
export type AnyProjection = Projection<any, any>;

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const RESERVED = new Set(['projection', 'public', 'information_schema']);

/** Checks a definition's name, version and columns. @throws InvalidProjection */
export function checkProjection(projection: AnyProjection): void {
  const { name, version, stateless, shared } = projection;
  if (!NAME.test(name) || RESERVED.has(name) || name.startsWith('pg_') || name.endsWith('_next')) {
    throw new InvalidProjection(`"${name}" can't name a projection: it names a schema`);
  }
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new InvalidProjection(`${name}: version must be a whole number from 1, not ${version}`);
  }
  if (stateless && shared?.recompute) {
    throw new InvalidProjection(`${name}: without states there is nothing to recompute`);
  }
  for (const [at, table] of Object.entries(projection.tables)) {
    for (const column of Object.keys(table.columns)) {
      const type = columnType(table, column);
      if (fieldWriter(type) === undefined) {
        throw new InvalidProjection(`${name}: rows can't be written to ${at}.${column}, which is of type ${type}`);
      }
    }
  }
}

export class InvalidProjection extends Error {
  override readonly name = 'InvalidProjection';
}
