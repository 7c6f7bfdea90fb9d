import { hash } from 'node:crypto';

/** Length of a SHA-256 hash. */
export const HASH_BYTES = 32;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** At once, which takes half the time of an update for each part. */
function sha256(parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

/** Root of the tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Buffer = sha256([]);

/** Hash of a leaf, RFC 6962 section 2.1: the prefix keeps a leaf from passing for a node. */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256([LEAF_PREFIX, leaf]);
}

/** Hash of an inner node, RFC 6962 section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256([NODE_PREFIX, left, right]);
}

/** Root of a complete subtree over hashes of one level; their number is a power of two. */
export function completeRoot(hashes: readonly Buffer[]): Buffer {
  let level = hashes;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2) {
      above.push(nodeHash(level[index] as Buffer, level[index + 1] as Buffer));
    }
    level = above;
  }
  return level[0] as Buffer;
}
