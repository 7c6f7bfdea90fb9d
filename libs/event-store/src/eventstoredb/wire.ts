import type { ExpectedRevision } from '../event-store';

/** An event as it goes to the server. */
export interface WireEvent {
  /** By which the server recognises an attempt that it has carried out already. */
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly metadata: string;
}

/** An event as it comes from the server. */
export interface WireRecord {
  /** What the server knows it by: not the id of our event, see ADR 0016. */
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Its place in the global order, a decimal integer. */
  readonly position: string;
  readonly type: string;
  readonly data: unknown;
  /** Undefined where there is none, or where it is not JSON. */
  readonly metadata: unknown;
}

/** Where an append ended. */
export interface Appended {
  readonly revision: number;
  /** Position of the last event; undefined where the server does not say. */
  readonly position: string | undefined;
}

/** A part of a stream to be read. */
export interface StreamPart {
  /** First revision, or `'end'` to read backwards from the last. */
  readonly from: number | 'end';
  readonly limit: number;
}

/** A part of the global order to be read. */
export interface AllPart {
  /** Position to begin at, that event included; from the first when it is `'0'`, backwards from the last with `'end'`. */
  readonly from: string;
  readonly backwards?: boolean;
  readonly limit: number;
}

/** Events that keep coming. Nothing more is fetched than a few, while they are not taken. */
export interface WireSubscription {
  /** The next events, at least one and at most so many; undefined when the subscription has ended in order. */
  next(most: number): Promise<readonly WireRecord[] | undefined>;
  close(): void;
}

/**
 * What the adapter needs of a client. The other files know only this, so that the client can be exchanged for its
 * successor: revisions are numbers, positions decimal strings, and errors those of `wire-errors.ts`.
 */
export interface WireClient {
  append(stream: string, expected: ExpectedRevision, events: readonly WireEvent[]): Promise<Appended>;
  /** None for a stream that does not exist. */
  readStream(stream: string, part: StreamPart): Promise<WireRecord[]>;
  /** Events of the system are among them. */
  readAll(part: AllPart): Promise<WireRecord[]>;
  /** Events after a position, those of the system left out by the server. */
  subscribe(after: string): WireSubscription;
  /** Ends all that is under way, and the connection. */
  dispose(): Promise<void>;
}
