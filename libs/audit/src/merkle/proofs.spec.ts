import fc from 'fast-check';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashing';
import { InMemoryTiles } from './in-memory.spec-support';
import { proveConsistency, proveInclusion, treeRoot } from './proofs';
import { verifyConsistency, verifyInclusion } from './verify';

/** RFC 6962, section 2.1, word for word; slow, and therefore not to be doubted. */
const naive = {
  split(size: number): number {
    return 2 ** Math.ceil(Math.log2(size) - 1);
  },
  root(leaves: readonly Buffer[]): Buffer {
    if (leaves.length === 0) return EMPTY_ROOT;
    if (leaves.length === 1) return leafHash(leaves[0]!);
    const k = naive.split(leaves.length);
    return nodeHash(naive.root(leaves.slice(0, k)), naive.root(leaves.slice(k)));
  },
  path(m: number, leaves: readonly Buffer[]): Buffer[] {
    if (leaves.length === 1) return [];
    const k = naive.split(leaves.length);
    return m < k
      ? [...naive.path(m, leaves.slice(0, k)), naive.root(leaves.slice(k))]
      : [...naive.path(m - k, leaves.slice(k)), naive.root(leaves.slice(0, k))];
  },
  proof(m: number, leaves: readonly Buffer[]): Buffer[] {
    return naive.subproof(m, leaves, true);
  },
  subproof(m: number, leaves: readonly Buffer[], whole: boolean): Buffer[] {
    if (m === leaves.length) return whole ? [] : [naive.root(leaves)];
    const k = naive.split(leaves.length);
    return m <= k
      ? [...naive.subproof(m, leaves.slice(0, k), whole), naive.root(leaves.slice(k))]
      : [...naive.subproof(m - k, leaves.slice(k), false), naive.root(leaves.slice(0, k))];
  },
};

const leavesOf = (count: number): Buffer[] => Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
const ODD_SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1_000];

describe('the tree', () => {
  it('without leaves has the hash of nothing', async () => {
    expect(await treeRoot(new InMemoryTiles([]), 0)).toEqual(EMPTY_ROOT);
  });

  it.each(ODD_SIZES)('of %i leaves is the one of RFC 6962, with every inclusion proof', async (size) => {
    const leaves = leavesOf(size);
    const tiles = new InMemoryTiles(leaves);
    const root = naive.root(leaves);
    expect(await treeRoot(tiles, size)).toEqual(root);
    for (const index of new Set([0, 1, 254, 255, 256, Math.floor(size / 2), size - 1])) {
      if (index >= size) continue;
      const proof = await proveInclusion(tiles, index, size);
      expect(proof).toEqual({ root, hashes: naive.path(index, leaves) });
      expect(verifyInclusion({ leaf: leaves[index]!, index, size, ...proof })).toBe(true);
    }
  });

  it('of any size is proven to begin any later one, as RFC 6962 defines it', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }));
    await fc.assert(
      fc.asyncProperty(sizes, async ([a, b]) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b)];
        const leaves = leavesOf(newer);
        const proof = await proveConsistency(new InMemoryTiles(leaves), older, newer);
        expect(proof.hashes).toEqual(naive.proof(older, leaves));
        expect(proof.olderRoot).toEqual(naive.root(leaves.slice(0, older)));
        expect(proof.newerRoot).toEqual(naive.root(leaves));
        expect(verifyConsistency({ older, newer, ...proof })).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('begins with the empty one, which needs no proof', async () => {
    const proof = await proveConsistency(new InMemoryTiles(leavesOf(5)), 0, 5);
    expect(proof).toMatchObject({ olderRoot: EMPTY_ROOT, hashes: [] });
    expect(verifyConsistency({ older: 0, newer: 5, ...proof })).toBe(true);
  });

  it('of an earlier size is still there when it has grown over it', async () => {
    const tiles = new InMemoryTiles(leavesOf(700));
    for (const size of ODD_SIZES.filter((each) => each <= 700)) {
      expect(await treeRoot(tiles, size)).toEqual(naive.root(leavesOf(size)));
    }
  });
});

describe('a proof that was tampered with', () => {
  const flip = (hash: Buffer): Buffer => Buffer.from(hash.map((byte, index) => (index === 7 ? byte ^ 4 : byte)));
  const size = fc.integer({ min: 2, max: 300 });
  const at = (share: number, length: number): number => Math.min(length - 1, Math.floor(share * length));
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('of inclusion does not hold, whatever was changed', async () => {
    await fc.assert(
      fc.asyncProperty(size, share, share, async (leaves, which, where) => {
        const index = at(which, leaves);
        const all = leavesOf(leaves);
        const proof = await proveInclusion(new InMemoryTiles(all), index, leaves);
        const claim = { leaf: all[index]!, index, size: leaves, ...proof };
        const place = at(where, proof.hashes.length);
        const changed = proof.hashes.map((hash, each) => (each === place ? flip(hash) : hash));
        for (const other of [
          { hashes: changed },
          { hashes: proof.hashes.slice(1) },
          { hashes: [...proof.hashes, proof.root] },
          { hashes: proof.hashes.map((hash) => hash.subarray(1)) },
          { leaf: flip(Buffer.alloc(32)) },
          { root: flip(proof.root) },
          { index: leaves },
          { index: -1 },
          { index: index + 0.5 },
        ]) {
          expect(verifyInclusion({ ...claim, ...other })).toBe(false);
        }
        for (let wrong = 0; wrong < leaves; wrong += 1) {
          if (wrong !== index) expect(verifyInclusion({ ...claim, index: wrong })).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of consistency does not hold, whatever was changed', async () => {
    await fc.assert(
      fc.asyncProperty(size, share, share, async (newer, which, where) => {
        const older = 1 + at(which, newer - 1);
        const proof = await proveConsistency(new InMemoryTiles(leavesOf(newer)), older, newer);
        const claim = { older, newer, ...proof };
        const place = at(where, proof.hashes.length);
        for (const other of [
          { hashes: proof.hashes.map((hash, each) => (each === place ? flip(hash) : hash)) },
          { hashes: proof.hashes.slice(1) },
          { hashes: [...proof.hashes, proof.newerRoot] },
          { hashes: [] },
          { olderRoot: flip(proof.olderRoot) },
          { newerRoot: flip(proof.newerRoot) },
          { older: newer + 1 },
          { older: 0 },
        ]) {
          expect(verifyConsistency({ ...claim, ...other })).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('between trees of one size holds only when it is empty and they are one', () => {
    const [root, other] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
    const claim = { older: 1, newer: 1, olderRoot: root, newerRoot: root, hashes: [] };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, newerRoot: other })).toBe(false);
    expect(verifyConsistency({ ...claim, hashes: [root] })).toBe(false);
  });
});

describe('what a proof over a million leaves reads', () => {
  // Complete tiles all alike: their hashes need not differ to be counted.
  const MILLION = 1_000_000;
  const hash = leafHash(Buffer.from('x'));
  let read = 0;
  const source = {
    tile(_level: number, _index: number, count: number) {
      read += count;
      return Promise.resolve(Array.from({ length: count }, () => hash));
    },
  };
  const reads = async (work: () => Promise<unknown>): Promise<number> => {
    read = 0;
    await work();
    return read;
  };

  it('is 657 hashes at most for inclusion, 21 KB', async () => {
    const counts: number[] = [];
    for (let index = 0; index < MILLION; index += 9_973) {
      counts.push(await reads(() => proveInclusion(source, index, MILLION)));
    }
    expect(Math.max(...counts)).toBe(657);
  });

  it('is less than a thousand for consistency', async () => {
    for (const older of [1, 255, 65_536, 123_457, 500_001, 999_999]) {
      expect(await reads(() => proveConsistency(source, older, MILLION))).toBeLessThan(1_000);
    }
  });
});
