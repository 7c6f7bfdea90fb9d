import { consistencyRanges, inclusionRanges } from './ranges';
import { rootsOf, type TileSource } from './tiles';

/** A tree's root and the hashes that lead there from a leaf. */
export interface InclusionPath {
  readonly root: Buffer;
  readonly hashes: readonly Buffer[];
}

/** The roots of a tree and of one that it grew into, and the hashes that lead from the one to the other. */
export interface ConsistencyPath {
  readonly olderRoot: Buffer;
  readonly newerRoot: Buffer;
  readonly hashes: readonly Buffer[];
}

/** The root of the tree over the first `size` leaves. */
export async function treeRoot(source: TileSource, size: number): Promise<Buffer> {
  const [root] = await rootsOf(source, [{ from: 0, to: size }]);
  return root as Buffer;
}

/** Proves that leaf `index` is in the tree of `size`: 0 ≤ index < size. RFC 6962, section 2.1.1. */
export async function proveInclusion(source: TileSource, index: number, size: number): Promise<InclusionPath> {
  const [root, ...hashes] = await rootsOf(source, [{ from: 0, to: size }, ...inclusionRanges(index, size)]);
  return { root: root as Buffer, hashes };
}

/** Proves that the tree of `older` leaves begins the tree of `newer`: 0 ≤ older ≤ newer. RFC 6962, section 2.1.2. */
export async function proveConsistency(source: TileSource, older: number, newer: number): Promise<ConsistencyPath> {
  const trees = [
    { from: 0, to: older },
    { from: 0, to: newer },
  ];
  const [olderRoot, newerRoot, ...hashes] = await rootsOf(source, [...trees, ...consistencyRanges(older, newer)]);
  return { olderRoot: olderRoot as Buffer, newerRoot: newerRoot as Buffer, hashes };
}
