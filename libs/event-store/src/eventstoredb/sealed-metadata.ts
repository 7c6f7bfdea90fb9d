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

export const toStoredMetadata = (own: EventMetadata, seal: Seal): Record<string, unknown> => ({ ...own, [SEAL]: seal });

/** An event that stands in a stream of ours without our seal: somebody else wrote it. */
export class UnsealedEvent extends Error {
  override readonly name = 'UnsealedEvent';
  constructor({ stream, revision, position }: WireRecord) {
    super(`the event at position ${position}, revision ${revision} of stream ${stream}, was not written by Milepost`);
  }
}

/** An event with what is stored of it. */
export interface StoredEvent extends Seal {
  readonly record: WireRecord;
  readonly own: EventMetadata;
}

/** Undefined for an event that carries no seal. */
export function toStored(record: WireRecord): StoredEvent | undefined {
  const { metadata } = record;
  if (typeof metadata !== 'object' || metadata === null || !Object.hasOwn(metadata, SEAL)) return undefined;
  const { [SEAL]: seal, ...own } = metadata as EventMetadata & { readonly [SEAL]: unknown };
  return isSeal(seal) ? { ...seal, record, own } : undefined;
}

function isSeal(value: unknown): value is Seal {
  const { id, recordedAt, hash, previousHash } = (value ?? {}) as Partial<Record<keyof Seal, unknown>>;
  const texts = [id, recordedAt, hash].every((text) => typeof text === 'string');
  return texts && (previousHash === null || typeof previousHash === 'string');
}

export function toRecordedEvent({ record, id, recordedAt, own }: StoredEvent): RecordedEvent {
  const { type, stream, revision, position, data } = record;
  return { id, type, stream, revision, position, recordedAt, data, metadata: own };
}

export function toSealedEvent(stored: StoredEvent): SealedEvent {
  return { ...toRecordedEvent(stored), hash: stored.hash, previousHash: stored.previousHash };
}
