import { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './hashing';

/** What is claimed: that a leaf stands at `index` in the tree of `size` with this root. */
export interface InclusionClaim {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/** What is claimed: that the older tree's leaves are the first ones of the newer tree. */
export interface ConsistencyClaim {
  readonly older: number;
  readonly newer: number;
  readonly olderRoot: Uint8Array;
  readonly newerRoot: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const isHash = (hash: Uint8Array): boolean => hash.length === HASH_BYTES;
const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
const half = (index: number): number => Math.floor(index / 2);

/** Whether a proof of inclusion holds, by the algorithm of RFC 9162, section 2.1.3.2 (the proofs are RFC 6962's). */
export function verifyInclusion({ leaf, index, size, root, hashes }: InclusionClaim): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !hashes.every(isHash)) return false;
  let [node, last] = [index, size - 1];
  let reached = leafHash(leaf);
  for (const hash of hashes) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      reached = nodeHash(hash, reached);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else reached = nodeHash(reached, hash);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(reached, root);
}

/**
 * Whether a proof of consistency holds, by the algorithm of RFC 9162, section 2.1.4.2. From the empty tree, and between
 * trees of one size, only the proof without hashes does.
 */
export function verifyConsistency({ older, newer, olderRoot, newerRoot, hashes }: ConsistencyClaim): boolean {
  if (!isSize(older) || !isSize(newer) || older > newer || !hashes.every(isHash)) return false;
  if (older === newer) return hashes.length === 0 && equal(olderRoot, newerRoot);
  if (older === 0) return hashes.length === 0 && equal(olderRoot, EMPTY_ROOT);
  let [node, last] = [older - 1, newer - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // The older tree is complete: its root, which is known, is the node to begin with.
  const [first, ...rest] = node === 0 ? [olderRoot, ...hashes] : hashes;
  if (first === undefined) return false;
  let reachedOlder: Uint8Array = first;
  let reachedNewer: Uint8Array = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      reachedOlder = nodeHash(hash, reachedOlder);
      reachedNewer = nodeHash(hash, reachedNewer);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else reachedNewer = nodeHash(reachedNewer, hash);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(reachedOlder, olderRoot) && equal(reachedNewer, newerRoot);
}
