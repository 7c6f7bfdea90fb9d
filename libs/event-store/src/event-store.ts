import type { NewEvent, RecordedEvent, SealedEvent } from '@milepost/lifecycle';

/**
 * What an append expects of its stream: that it does not exist (`'none'`), or that its last event has this revision.
 * There is deliberately no "any": every writer names the state it decided on.
 */
export type ExpectedRevision = 'none' | number;

export interface AppendResult {
  /** Revision of the last event appended. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: string;
  readonly recordedAt: string;
  /** True when all events were there already, so that nothing was written by this call. */
  readonly repeated: boolean;
}

export interface ReadStreamOptions {
  /** First revision to read; 0 by default. */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Read events after this position; from the beginning when absent. */
  readonly after?: string;
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Deliver events after this position; from the beginning when absent. */
  readonly after?: string;
  /** Most events handed over at once; 500 by default. */
  readonly batchSize?: number;
  /** Ends the subscription in order. */
  readonly signal?: AbortSignal;
}

/**
 * The event store port. Every adapter passes the suite in `test/contract/event-store-contract.ts`.
 *
 * Guarantees: an append is atomic and durable before it resolves; positions follow commit order, so a reader never
 * passes a gap that fills later; every event carries its hash (see `hashOf`), made when it is written, loaded history's
 * too, and the hash of the one before it in its stream.
 *
 * `recordedAt` never decreases along the positions of a stream, nor among the events of one process. Where one database
 * gives all instants, as in PostgreSQL, it never decreases at all; where each process gives its own, as over
 * EventStoreDB, events of two processes can lie as far out of order as their clocks differ: see `clockToleranceMs`.
 *
 * An id is known for ever within its stream. PostgreSQL knows it in all streams; EventStoreDB only as long as the
 * process remembers, so that ids must be chosen at random, or be made of the stream's name.
 */
export interface EventStore {
  /** Most by which an instant may lie before one at an earlier position, in milliseconds; 0 when absent. */
  readonly clockToleranceMs?: number;

  /**
   * Appends events to one stream. The same ids at the same expected revision again answer as the first time did.
   * @throws WrongExpectedRevision naming the actual revision
   * @throws EventIdReused when an id is known but belongs to another append
   * @throws AppendTooLarge when data and metadata together exceed 1 MiB
   * @throws EventNotStorable when an event can't be held as it is
   * @throws EventStoreUnavailable when the outcome is unknown or the store can't be reached: retry with the same ids
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;

  /** Events of one stream in order; none for a stream that does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<RecordedEvent[]>;

  /** One page of all events in global order, at most `limit` (1,000 by default, 10,000 at most). */
  readAll(options?: ReadAllOptions): Promise<RecordedEvent[]>;

  /**
   * Batches of events in global order: catches up, then follows live. Survives a lost connection (goes on after the
   * last batch handed over), and reads no further while the consumer is busy. Ends when `signal` aborts.
   */
  subscribe(options?: SubscribeOptions): AsyncIterable<readonly RecordedEvent[]>;

  /** As `readAll`, each event with its hashes: for those who prove, and slower. */
  readSealed(options?: ReadAllOptions): Promise<SealedEvent[]>;

  /**
   * Hashes of events in global order, 32 bytes each: the leaves of the tree over the whole store.
   * @param from index of the first leaf: how many events come before it
   * @param limit 10,000 at most
   */
  readHashes(from: number, limit: number): Promise<Buffer[]>;

  /** How many events come before the one with this id in global order; undefined when there is none. */
  leafIndexOf(eventId: string): Promise<number | undefined>;

  /** Position of the event that has so many before it in global order; undefined when there is none. */
  positionOfLeaf(index: number): Promise<string | undefined>;

  /** Position of the last event, `'0'` when the store is empty. */
  head(): Promise<string>;

  /** Number of events. */
  count(): Promise<number>;

  /**
   * Position of the last event recorded at or before the instant, `'0'` when there is none. An event after one with a
   * later instant counts as later: the answer for a past instant stays.
   */
  positionAt(instant: string): Promise<string>;

  close(): Promise<void>;
}

/** Loads history recorded elsewhere (a sample, another store), keeping ids, instants and order. */
export interface HistoryLoader {
  /**
   * Appends recorded events as they are, `position` aside. Instants must not lie before the store's last one. A store
   * that can't do so in one transaction keeps the first part of a load that is cut off; the same load goes on from there.
   * @throws HistoryOutOfOrder when an instant lies before one already recorded
   */
  load(events: readonly Omit<RecordedEvent, 'position'>[]): Promise<AppendResult>;
}

export interface LoadSealedOptions {
  /** Position of the last event that is here already, `'0'` when there is none. */
  readonly after: string;
  /** Most by which an instant may lie before an earlier one, in milliseconds: that of the other store. */
  readonly toleranceMs: number;
}

/** Takes over the events of another store as they stand there: ids, instants, order and hashes. */
export interface SealedLoader {
  /**
   * Appends the next events of another store. The caller has made sure that this one holds exactly those before them;
   * what an earlier call that was cut off has written of these is not written again.
   * @returns position of the last one
   * @throws SealBroken when an event is not what its hash was made of, or does not go on from the one before it
   * @throws HistoryOutOfOrder when the events would stand, or have come to stand, in another order
   * @throws WrongExpectedRevision, EventIdReused when others have written meanwhile
   * @throws EventNotStorable, AppendTooLarge when this store can't hold an event that the other does
   * @throws EventStoreUnavailable when some may not be written: the same call again goes on
   */
  loadSealed(events: readonly SealedEvent[], options: LoadSealedOptions): Promise<string>;
}

export interface WholeStreamsOptions {
  /** Leave out events after this position. */
  readonly upTo: string;
  /** Read the streams whose names come after this one; from the first when absent. */
  readonly after?: string;
  /** Where `after` is absent: begin with the stream of this name. */
  readonly from?: string;
  /** Only streams whose names come before this one. */
  readonly before?: string;
  /** Only streams whose names begin so. */
  readonly prefix?: string;
  /** Most streams. */
  readonly limit: number;
}

/** A stream as it was read. Its events are made when they are asked for: of many, most can wait as what they were read as. */
export interface WholeStream {
  readonly stream: string;
  /** In order, from the first. */
  events(): RecordedEvent[];
}

/** A store that can hand over its streams one after the other, each whole and in order. Not every store can. */
export interface StreamwiseReader {
  /** The next streams by name that have an event. */
  readWholeStreams(options: WholeStreamsOptions): Promise<WholeStream[]>;

  /** Names, in order, that divide the streams into so many parts at most, each of about as many events. */
  divideStreams(parts: number): Promise<string[]>;
}

export function readsStreamwise(store: EventStore): store is EventStore & StreamwiseReader {
  return 'readWholeStreams' in store;
}

export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** The stream's last revision, `'none'` when it does not exist. */
    readonly actual: ExpectedRevision,
  ) {
    super(`stream ${stream}: expected revision ${expected}, found ${actual}`);
  }
}

export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';
  constructor(
    readonly stream: string,
    readonly eventId: string,
  ) {
    super(`event id ${eventId} is already used by another append (asked for stream ${stream})`);
  }
}

export class HistoryOutOfOrder extends Error {
  override readonly name = 'HistoryOutOfOrder';
}

/** An event of another store is not what its hash was made of, or not made upon the event before it. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor({ id, stream, revision }: RecordedEvent) {
    super(`event ${id}, revision ${revision} of stream ${stream}, is not what its hash was made of`);
  }
}

export class EventStoreUnavailable extends Error {
  override readonly name: string = 'EventStoreUnavailable';
}

/** One append holds more than the store takes at once: split it, or keep documents elsewhere. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  constructor(
    readonly stream: string,
    /** Size of data and metadata as JSON, in bytes. */
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`stream ${stream}: an append of ${bytes} bytes, at most ${limit} are taken`);
  }
}

/** An event that no store can hold and give back as it was: not JSON, a NUL character, an id that is no UUID. */
export class EventNotStorable extends Error {
  override readonly name = 'EventNotStorable';
}
