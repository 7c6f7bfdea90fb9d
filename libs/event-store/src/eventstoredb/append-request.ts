import { randomUUID } from 'node:crypto';
import type { NewEvent } from '@milepost/lifecycle';
import { completeSeal } from '../chain';
import { AppendTooLarge, EventNotStorable, type ExpectedRevision } from '../event-store';
import { APPEND_LIMIT_BYTES, type StorableEvent, toStorableAppend } from '../storable-event';
import { SEAL, type Seal, SEAL_BYTES, toStoredMetadata } from './sealed-metadata';
import type { WireEvent } from './wire';

/** The end of a stream as far as the chain goes on from it. */
export interface Tail {
  readonly revision: number;
  readonly hash: string;
  readonly recordedAt: string;
}

/** An append that can be sent, however often it takes. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly StorableEvent[];
  /** Ids of our events, in order. */
  readonly ids: readonly string[];
  /**
   * Ids under which the server is to know this call's attempts, in order. They are no other call's: so what the server
   * takes for a repeat is always this very call, whose outcome was unknown. See ADR 0016.
   */
  readonly attemptIds: readonly string[];
}

/** @throws EventNotStorable, AppendTooLarge */
export function toAppendRequest(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): AppendRequest {
  const storable = toStorableAppend(stream, events);
  assertNotOfTheSystem(stream);
  for (const event of events) assertOwnMetadata(event);
  const bytes = storable.reduce((sum, event) => sum + bytesOnTheWire(event), 0);
  if (bytes > APPEND_LIMIT_BYTES) throw new AppendTooLarge(stream, bytes, APPEND_LIMIT_BYTES);
  return {
    stream,
    expected,
    events: storable,
    ids: storable.map(({ id }) => id),
    attemptIds: storable.map(() => randomUUID()),
  };
}

/** How the server counts an event's size, with what is stored beside it. */
export const bytesOnTheWire = ({ bytes, type }: StorableEvent): number => bytes + 2 * type.length + SEAL_BYTES;

/** A name that begins with $ is the server's own: its readers would not see the events. */
export function assertNotOfTheSystem(stream: string): void {
  if (stream.startsWith('$')) throw new EventNotStorable(`stream ${stream}: names beginning with $ are EventStoreDB’s`);
}

/** @throws EventNotStorable when the metadata leaves no place for the seal */
export function assertOwnMetadata({ id, metadata, type }: NewEvent): void {
  assertNotOfTheSystem(type);
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata) || SEAL in metadata) {
    throw new EventNotStorable(`metadata of event ${id} is no object, or has a member "${SEAL}", which is the store's`);
  }
}

/** The events as they are sent, and where the stream ends with them. */
export interface SealedAppend {
  readonly events: readonly WireEvent[];
  readonly tail: Tail;
}

/** Seals the events of an append as they come after the end of their stream, taken at an instant. */
export function sealAppend(
  { stream, events, attemptIds }: AppendRequest,
  last: Tail | undefined,
  recordedAt: string,
): SealedAppend {
  let tail = last;
  const sealed = events.map((event, part) => {
    const place = { stream, recordedAt, part, parts: events.length };
    const next = sealEvent(event, tail, place, attemptIds[part]);
    tail = next.tail;
    return next.event;
  });
  return { events: sealed, tail: tail! };
}

type Place = Pick<Seal, 'recordedAt' | 'part' | 'parts'> & { readonly stream: string };

/** Seals an event as it comes after the end of its stream. */
export function sealEvent(event: StorableEvent, last: Tail | undefined, place: Place, attemptId: string) {
  const { id, type, data, metadata } = event;
  const { stream, recordedAt, part, parts } = place;
  const revision = last === undefined ? 0 : last.revision + 1;
  const previousHash = last?.hash ?? null;
  const hash = completeSeal(event.seal, { stream, revision, recordedAt, type }, previousHash);
  const stored = toStoredMetadata(metadata, { id, recordedAt, part, parts, hash, previousHash });
  // The very text that was hashed: the caller's own objects may have changed since.
  const wire: WireEvent = { id: attemptId, type, data, metadata: stored };
  const tail: Tail = { revision, hash, recordedAt };
  return { event: wire, tail };
}
