import { completeSeal } from '../chain';
import { type AppendResult, EventIdReused, type ExpectedRevision, WrongExpectedRevision } from '../event-store';
import type { StorableEvent } from '../storable-event';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly StorableEvent[];
}

/** Where an event that is in the store already stands. */
export interface KnownEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: string;
  /** Place within its append, from 0, and the number of events of that append. */
  readonly part: number;
  readonly parts: number;
}

/** The last event of a stream. */
export interface Tail {
  readonly revision: number;
  readonly hash: string;
}

/** What the store holds, as far as a batch is concerned with it. */
export interface StoreState {
  /** Position of the last event. */
  readonly position: bigint;
  /** The end of each stream; streams that do not exist are absent. */
  readonly tails: ReadonlyMap<string, Tail>;
  /** Those of the batch's events that are in the store, by id. */
  readonly known: ReadonlyMap<string, KnownEvent>;
}

export interface EventRow extends KnownEvent {
  readonly event: StorableEvent;
  readonly hash: string;
  readonly previousHash: string | null;
}

export type Outcome = { readonly result: AppendResult } | { readonly refusal: Error };

export interface BatchDecision {
  /** One per request, in the order of the requests. */
  readonly outcomes: readonly Outcome[];
  readonly rows: readonly EventRow[];
}

/**
 * Decides a batch of appends as if they came one after another, all taken at the instant `recordedAt`. A refused one
 * leaves the others as they are.
 */
export function decideBatch(requests: readonly AppendRequest[], state: StoreState, recordedAt: string): BatchDecision {
  const tails = new Map(state.tails);
  const known = new Map(state.known);
  const rows: EventRow[] = [];

  const decide = ({ stream, expected, events }: AppendRequest): Outcome => {
    const repeat = findRepeat(stream, events, known);
    if (repeat) return repeat;
    const tail = tails.get(stream);
    const actual = tail?.revision ?? 'none';
    if (actual !== expected) return { refusal: new WrongExpectedRevision(stream, expected, actual) };
    let last = tail;
    for (const [part, event] of events.entries()) {
      const position = state.position + BigInt(rows.length) + 1n;
      const row = sealedRow(event, last, { stream, position, recordedAt, part, parts: events.length });
      rows.push(row);
      known.set(event.id, row);
      last = row;
    }
    tails.set(stream, last!);
    return { result: resultOf(rows[rows.length - 1], false) };
  };

  return { outcomes: requests.map(decide), rows };
}

/** The row of an event that comes after the last one of its stream, or is its first. */
export function sealedRow(event: StorableEvent, last: Tail | undefined, place: Omit<KnownEvent, 'revision'>): EventRow {
  const { stream, recordedAt } = place;
  const revision = last === undefined ? 0 : last.revision + 1;
  const previousHash = last?.hash ?? null;
  const hash = completeSeal(event.seal, { stream, revision, recordedAt, type: event.type }, previousHash);
  return { event, ...place, revision, hash, previousHash };
}

/**
 * The answer to an append of which some ids are known: the first answer again when it is the very same append, whatever
 * has happened to the stream since; otherwise a refusal.
 */
function findRepeat(
  stream: string,
  events: readonly StorableEvent[],
  known: ReadonlyMap<string, KnownEvent>,
): Outcome | undefined {
  const found = events.map((event) => known.get(event.id));
  const ids = new Set(events.map((event) => event.id));
  if (ids.size === events.length && found.every((event) => event === undefined)) return undefined;
  const first = found[0];
  const same =
    first !== undefined &&
    found.every(
      (event, index) =>
        event?.stream === stream &&
        event.revision === first.revision + index &&
        event.part === index &&
        event.parts === events.length,
    );
  if (same) return { result: resultOf(found[found.length - 1]!, true) };
  const offending =
    events.find((event, index) => found[index] || events.indexOf(event) !== index) ?? repeatedId(events);
  return { refusal: new EventIdReused(stream, offending.id) };
}

const repeatedId = (events: readonly StorableEvent[]) =>
  events.find(({ id }, index) => events.findIndex((other) => other.id === id) !== index)!;

const resultOf = (last: KnownEvent, repeated: boolean): AppendResult => ({
  revision: last.revision,
  position: last.position.toString(),
  recordedAt: last.recordedAt,
  repeated,
});
