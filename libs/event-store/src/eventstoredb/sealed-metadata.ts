import type { EventMetadata, RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import type { WireRecord } from './wire';

/** Under this name a stored event's metadata holds what is ours to know of it, beside the event's own metadata. */
export const SEAL = 'milepost';

/** What is stored with an event besides what its writer gave. */
export interface Seal {
  readonly id: string;
  readonly recordedAt: string;
  /** Place within its append, from 0, and the number of events of that append: tells a repeat from a part of one. */
  readonly part: number;
  readonly parts: number;
  readonly hash: string;
  readonly previousHash: string | null;
}

/** Most bytes that a seal adds to an event's metadata. */
export const SEAL_BYTES = 360;

/** @param own JSON text of the event's own metadata, an object; the seal goes into that text as its last member */
export function toStoredMetadata(own: string, seal: Seal): string {
  const members = own.slice(0, -1);
  return `${members}${members.length > 1 ? ',' : ''}"${SEAL}":${JSON.stringify(seal)}}`;
}

/** An event that stands in a stream of ours without our seal: somebody else wrote it. */
export class UnsealedEvent extends Error {
  override readonly name = 'UnsealedEvent';
  constructor({ stream, revision, position }: WireRecord) {
    super(`the event at position ${position}, revision ${revision} of stream ${stream}, was not written by Milepost`);
  }
}

/** An event with what is stored of it. */
export interface StoredEvent {
  readonly record: WireRecord;
  readonly seal: Seal;
  /** The event's own metadata. */
  readonly own: EventMetadata;
}

/** Undefined for an event that carries no seal. The seal is taken out of the record's metadata, which are then the event's. */
export function toStored(record: WireRecord): StoredEvent | undefined {
  const metadata = record.metadata as Record<string, unknown> | null | undefined;
  if (typeof metadata !== 'object' || metadata === null || !Object.hasOwn(metadata, SEAL)) return undefined;
  const seal = metadata[SEAL];
  if (!isSeal(seal)) return undefined;
  // Of the last member this costs nothing; a copy of the others would cost more than all the rest of a reading.
  delete metadata[SEAL];
  return { record, seal, own: metadata as unknown as EventMetadata };
}

function isSeal(value: unknown): value is Seal {
  const { id, recordedAt, hash, previousHash } = (value ?? {}) as Partial<Record<keyof Seal, unknown>>;
  const texts = [id, recordedAt, hash].every((text) => typeof text === 'string');
  return texts && (previousHash === null || typeof previousHash === 'string');
}

export function toRecordedEvent({ record, seal, own }: StoredEvent): RecordedEvent {
  const { type, stream, revision, position, data } = record;
  const { id, recordedAt } = seal;
  return { id, type, stream, revision, position, recordedAt, data, metadata: own };
}

export function toSealedEvent(stored: StoredEvent): SealedEvent {
  const { hash, previousHash } = stored.seal;
  return { ...toRecordedEvent(stored), hash, previousHash };
}

/** The end of a stream that ends with this event. */
export const tailOf = ({ record, seal }: StoredEvent) => ({
  revision: record.revision,
  hash: seal.hash,
  recordedAt: seal.recordedAt,
});
