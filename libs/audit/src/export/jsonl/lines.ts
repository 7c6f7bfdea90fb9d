import { createHash } from 'node:crypto';
import { canonicalJson } from '@milepost/event-store';
import type { RecordedEvent } from '@milepost/lifecycle';
import type { Checkpoint } from '../../log/checkpoint';
import type { Selection } from '../selection';

/** Name and version of the form; another version is another name. */
const FORMAT = 'milepost-events/1';

/** How the events of a file are proven: all of them make up the tree, or each has a proof of its own. */
export type ProofKind = 'tree' | 'inclusion';

/** Where an event stands in the tree, and the hashes that lead from it to the root. */
export interface Inclusion {
  readonly leafIndex: number;
  readonly hashes: readonly Buffer[];
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

export function headerLine({ origin, size, verifierKey }: Checkpoint, selection: Selection, proofs: ProofKind): string {
  return line({ format: FORMAT, origin, verifierKey, size, selection, proofs });
}

export function lastLine({ note }: Checkpoint, events: number): string {
  return line({ events, checkpoint: note });
}

/** An event in the very text of which its hash is taken. */
export interface HashedText {
  readonly text: string;
  readonly hash: string;
}

/** The canonical JSON (RFC 8785) of what an event's hash covers, and its SHA-256. */
export function hashedText(event: RecordedEvent, previousHash: string | null): HashedText {
  const { data, id, metadata, recordedAt, revision, stream, type } = event;
  const text = canonicalJson({ data, id, metadata, previousHash, recordedAt, revision, stream, type }) ?? '';
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

/** A line whose `event` stands as it was hashed: the text between `"event":` and `,"hash"` need not be written anew. */
export function eventLine({ text, hash }: HashedText, position: string, inclusion?: Inclusion): string {
  const proof =
    inclusion === undefined
      ? ''
      : `,"leafIndex":${inclusion.leafIndex},"proof":${JSON.stringify(inclusion.hashes.map((h) => h.toString('base64')))}`;
  return `{"event":${text},"hash":"${hash}","position":${JSON.stringify(position)}${proof}}\n`;
}
