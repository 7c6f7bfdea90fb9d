/** Who did it, for whom and through which system. Never holds the name of a natural person: people are referenced by id. */
export interface EventMetadata {
  /** Stable id of the account or system that asked for it. */
  readonly actor: string;
  /** Code of the bureau on whose behalf the actor acted. */
  readonly bureau?: string;
  /** The system or file it came from, e.g. `graphql` or `import:ledger.xlsx#sha256=…`. */
  readonly source: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly reason?: string;
  /** SHA-256 of the command that made it, kept when the caller sent an idempotency key. */
  readonly commandHash?: string;
}

/** An event about to be appended. The writer chooses `id` (a UUID), so that a retry is a no-op. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: EventMetadata;
}

/** An event as the store holds it. */
export interface RecordedEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** Place in the global order: opaque, a decimal integer in a string, compared with `comparePositions`. */
  readonly position: string;
  /** Instant at which the store took it: ISO 8601, UTC, milliseconds; never decreases along the global order. */
  readonly recordedAt: string;
}

/** An event with its place in its stream's chain: no event before it can be changed without changing its hash. */
export interface SealedEvent<Type extends string = string, Data = unknown> extends RecordedEvent<Type, Data> {
  /**
   * SHA-256, in lower-case hexadecimal, of the canonical JSON (RFC 8785) of
   * `{ data, id, metadata, previousHash, recordedAt, revision, stream, type }`.
   */
  readonly hash: string;
  /** Hash of the event before it in its stream, null for the first. */
  readonly previousHash: string | null;
}

/** Orders two positions: negative when `a` is earlier, zero when equal, positive when later. */
export function comparePositions(a: string, b: string): number {
  // Decimal integers without leading zeros: the longer one is the larger one.
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
