import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile, type LogKey } from '../../libs/audit/src';
import type { Answer, Api } from './api';

export interface TestKey {
  readonly file: string;
  readonly key: LogKey;
  /** What makes a server use it. */
  readonly env: Record<string, string>;
  remove(): void;
}

/** A key in a file of its own, and no checkpoint but on demand unless `every` says so. */
export async function createTestKey(origin = 'milepost.example/test', every = 0): Promise<TestKey> {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-key-'));
  const file = join(folder, 'checkpoint.key');
  const key = await createKeyFile(file, origin);
  const env = { MILEPOST_CHECKPOINT_KEY_FILE: file, MILEPOST_CHECKPOINT_EVERY: String(every) };
  return { file, key, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const CHECKPOINT = 'origin size rootHash note verifierKey issuedAt eventId position';

export interface ToldCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: string;
  readonly note: string;
  readonly verifierKey: string;
  readonly eventId: string;
  readonly position: string;
}

export interface ToldInclusion {
  readonly eventId: string;
  readonly leafIndex: number;
  readonly eventHash: string;
  readonly leafHash: string;
  readonly size: number;
  readonly rootHash: string;
  readonly hashes: readonly string[];
  readonly tlogProof: string | null;
  readonly checkpoint: ToldCheckpoint | null;
}

export interface ToldConsistency {
  readonly fromRootHash: string;
  readonly toRootHash: string;
  readonly hashes: readonly string[];
}

function dataOf({ data, errors }: Answer) {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

export async function issued(api: Api): Promise<ToldCheckpoint> {
  const { issueCheckpoint } = dataOf(
    await api.ask(`mutation { issueCheckpoint { position userErrors { code } checkpoint { ${CHECKPOINT} } } }`),
  );
  if (issueCheckpoint.checkpoint === null) throw new Error(JSON.stringify(issueCheckpoint.userErrors));
  return issueCheckpoint.checkpoint as ToldCheckpoint;
}

export async function inclusionOf(api: Api, eventId: string, size?: number): Promise<ToldInclusion> {
  const query = `query ($eventId: ID!, $size: Int) { inclusionProof(eventId: $eventId, size: $size) {
    eventId leafIndex eventHash leafHash size rootHash hashes tlogProof checkpoint { ${CHECKPOINT} } } }`;
  return dataOf(await api.ask(query, { eventId, size })).inclusionProof as ToldInclusion;
}

export async function consistencyOf(api: Api, from: number, to: number): Promise<ToldConsistency> {
  const query = `query ($from: Int!, $to: Int!) { consistencyProof(from: $from, to: $to) {
    from to fromRootHash toRootHash hashes fromCheckpoint { size } toCheckpoint { size } } }`;
  return dataOf(await api.ask(query, { from, to })).consistencyProof as ToldConsistency;
}
