import { hash } from 'node:crypto';
import type { NewEvent, RecordedEvent } from '@milepost/lifecycle';
import { canonicalJson } from './canonical-json';

/** What the hash covers and only the store knows, when it writes the event. */
type Placement = Pick<RecordedEvent, 'stream' | 'revision' | 'recordedAt' | 'type'>;

/**
 * The beginning of the text of which an event's hash is taken: what is known before the event has its place. To write
 * data and metadata canonically is most of the work, and need not be done while other writers wait.
 */
export function beginSeal({ id, data, metadata }: Pick<NewEvent, 'id' | 'data' | 'metadata'>): string {
  return `{"data":${canonicalJson(data)},"id":"${id}","metadata":${canonicalJson(metadata)},"previousHash":`;
}

/** The hash of an event whose seal was begun, see `hashOf`. */
export function completeSeal(begun: string, placement: Placement, previousHash: string | null): string {
  const { recordedAt, revision, stream, type } = placement;
  const previous = previousHash === null ? 'null' : `"${previousHash}"`;
  const rest =
    `${previous},"recordedAt":"${recordedAt}","revision":${revision},` +
    `"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`;
  return hash('sha256', begun + rest);
}

/**
 * The hash of an event: SHA-256, in lower-case hexadecimal, of the canonical JSON (RFC 8785) of
 * `{ data, id, metadata, previousHash, recordedAt, revision, stream, type }`.
 * @param previousHash that of the event before it in its stream, null for the first
 */
export function hashOf(event: Omit<RecordedEvent, 'position'>, previousHash: string | null): string {
  return completeSeal(beginSeal(event), event, previousHash);
}
