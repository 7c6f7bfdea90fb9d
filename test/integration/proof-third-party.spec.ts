import { createPublicKey } from 'node:crypto';
import { verifyTLogInclusion } from '@sigstore/verify/dist/tlog';
import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import { startApi, type Api } from '../support/api';
import {
  consistencyOf,
  createTestKey,
  inclusionOf,
  issued,
  type TestKey,
  type ToldCheckpoint,
} from '../support/checkpoints';
import { registered } from '../support/commands';

type Entry = Parameters<typeof verifyTLogInclusion>[0];
type Authority = Parameters<typeof verifyTLogInclusion>[1][number];

/** A verifier key read as its specification says, by nothing of ours. */
function authorityOf(vkey: string): Authority {
  const [name = '', id = '', key = ''] = vkey.split('+', 2).concat(vkey.split('+').slice(2).join('+'));
  const x = Buffer.from(key, 'base64').subarray(1).toString('base64url');
  return {
    logID: Buffer.from(id, 'hex'),
    baseURL: name,
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    validFor: { start: new Date(0), end: new Date(8e15) },
  };
}

const entryOf = (leaf: Buffer, index: number, hashes: readonly string[], { note, size }: ToldCheckpoint): Entry => ({
  logIndex: String(index),
  logId: { keyId: Buffer.alloc(0) },
  kindVersion: { kind: '', version: '' },
  integratedTime: '0',
  inclusionPromise: undefined,
  inclusionProof: {
    logIndex: String(index),
    rootHash: Buffer.alloc(0),
    treeSize: String(size),
    hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
    checkpoint: { envelope: note },
  },
  canonicalizedBody: leaf,
});

/** How many hashes of the path from leaf `index` of a tree lie to its left, told from the lowest on. */
function leftOnes(index: number, size: number, hashes: readonly string[]): string[] {
  let [node, last] = [index, size - 1];
  return hashes.filter(() => {
    // Levels at which the node is the last one and has no sibling.
    while (node === last && node % 2 === 0 && node > 0) [node, last] = [node / 2, last / 2];
    const left = node % 2 === 1;
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    return left;
  });
}

/**
 * `@sigstore/verify` checks what Sigstore's own log hands out: notes signed by a key, and proofs of RFC 6962 against them.
 * It knows nothing of this project.
 */
describe('an independent implementation', () => {
  let key: TestKey;
  let api: Api;
  let authority: Authority;
  const checkpoints: ToldCheckpoint[] = [];
  let leaves: Buffer[];

  beforeAll(async () => {
    key = await createTestKey('milepost.example/third-party');
    api = await startApi({ env: key.env });
    authority = authorityOf((await api.ask('{ verifierKey }')).data.verifierKey as string);
    for (let round = 0; round < 10; round += 1) {
      if (round > 0) await registered(api);
      if (round === 4) await registered(api);
      checkpoints.push(await issued(api));
    }
    const store = api.app.get<EventStore>(EVENT_STORE, { strict: false });
    leaves = (await store.readSealed()).map(({ hash }) => Buffer.from(hash, 'hex'));
  });
  afterAll(async () => {
    await api.close();
    key.remove();
  });

  const takes = (entry: Entry): boolean => {
    try {
      verifyTLogInclusion(entry, [authority]);
      return true;
    } catch {
      return false;
    }
  };

  it('takes each of our proofs of inclusion, with its checkpoint', async () => {
    const store = api.app.get<EventStore>(EVENT_STORE, { strict: false });
    let checked = 0;
    for (const { id } of await store.readAll()) {
      for (const { size } of checkpoints) {
        const proof = await inclusionOf(api, id, size).catch(() => null);
        if (proof === null) continue;
        const leaf = Buffer.from(proof.eventHash, 'hex');
        expect(takes(entryOf(leaf, proof.leafIndex, proof.hashes, proof.checkpoint!))).toBe(true);
        checked += 1;
      }
    }
    expect(checked).toBe(checkpoints.reduce((sum, { size }) => sum + size, 0));
  });

  it('refuses them for another event, another place, another note, another key', async () => {
    const checkpoint = checkpoints.at(-1)!;
    const { data } = await api.ask('{ projects(first: 1) { edges { node { id } } } }');
    const [event] = await api.app
      .get<EventStore>(EVENT_STORE, { strict: false })
      .readStream(`project-${data.projects.edges[0].node.id}`);
    const { leafIndex, hashes, eventHash } = await inclusionOf(api, event!.id, checkpoint.size);
    const leaf = Buffer.from(eventHash, 'hex');
    expect(takes(entryOf(leaf, leafIndex, hashes, checkpoint))).toBe(true);
    expect(takes(entryOf(Buffer.alloc(32), leafIndex, hashes, checkpoint))).toBe(false);
    expect(takes(entryOf(leaf, leafIndex - 1, hashes, checkpoint))).toBe(false);
    expect(takes(entryOf(leaf, leafIndex, hashes.slice(1), checkpoint))).toBe(false);
    const note = checkpoint.note.replace(`\n${checkpoint.size}\n`, `\n${checkpoint.size + 1}\n`);
    expect(takes(entryOf(leaf, leafIndex, hashes, { ...checkpoint, note }))).toBe(false);
    const other = await createTestKey('milepost.example/third-party');
    authority = authorityOf(String(other.key.verifier));
    expect(takes(entryOf(leaf, leafIndex, hashes, checkpoint))).toBe(false);
    authority = authorityOf(checkpoint.verifierKey);
    other.remove();
  });

  // No public package for Node.js checks proofs of consistency. But from an odd size the proof is the last leaf's hash
  // followed by its path to the newer root, of which the hashes to the left lead to the older root: both are proofs of
  // inclusion. Even sizes are held against certificate transparency's vectors, beside the code.
  it('takes our proofs of consistency from odd sizes as the two proofs of inclusion that they are made of', async () => {
    let checked = 0;
    for (const older of checkpoints.filter(({ size }) => size % 2 === 1)) {
      for (const newer of checkpoints.filter(({ size }) => size > older.size)) {
        const { hashes } = await consistencyOf(api, older.size, newer.size);
        const index = older.size - 1;
        const leaf = leaves[index]!;
        const path = hashes.slice(1);
        expect(takes(entryOf(leaf, index, path, newer))).toBe(true);
        const left = leftOnes(index, newer.size, path);
        expect(takes(entryOf(leaf, index, left, older))).toBe(true);
        expect(takes(entryOf(leaf, index, left.slice(1), older))).toBe(false);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(10);
    expect(new Set(checkpoints.map(({ size }) => size % 2)).size).toBe(2);
  });
});
