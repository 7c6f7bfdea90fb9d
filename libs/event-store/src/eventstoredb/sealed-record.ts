import type { SealedEvent } from '@milepost/lifecycle';
import { completeSeal } from '../chain';
import { AppendTooLarge, SealBroken } from '../event-store';
import { APPEND_LIMIT_BYTES, assertName, toStorable } from '../storable-event';
import { assertNotOfTheSystem, assertOwnMetadata, bytesOnTheWire } from './append-request';
import { toStoredMetadata } from './sealed-metadata';
import type { WireEvent } from './wire';

/** A sealed event in the form in which it is written. */
export interface SealedRecord {
  readonly event: SealedEvent;
  readonly wire: WireEvent;
  readonly bytes: number;
}

/** @throws SealBroken, EventNotStorable, AppendTooLarge */
export function toSealedRecord(event: SealedEvent): SealedRecord {
  const { stream, id, recordedAt, hash, previousHash, type } = event;
  assertName('stream', stream);
  assertNotOfTheSystem(stream);
  assertOwnMetadata(event);
  const storable = toStorable(event);
  if (completeSeal(storable.seal, event, previousHash) !== hash) throw new SealBroken(event);
  const bytes = bytesOnTheWire(storable);
  if (bytes > APPEND_LIMIT_BYTES) throw new AppendTooLarge(stream, bytes, APPEND_LIMIT_BYTES);
  const metadata = toStoredMetadata(storable.metadata, { id, recordedAt, part: 0, parts: 1, hash, previousHash });
  return { event, bytes, wire: { id, type, data: storable.data, metadata } };
}
