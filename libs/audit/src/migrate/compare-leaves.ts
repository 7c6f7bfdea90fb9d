import type { EventStore } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import { RunningTree } from '../verify/running-tree';

export type LeafStore = Pick<EventStore, 'readHashes' | 'readSealed' | 'positionOfLeaf' | 'count'>;

/** Leaves read at once: 128 KB of each store. */
const PAGE = 4_096;

/** How far two stores hold the same events, in the same order. */
export interface Compared {
  /** Number of events that both begin with. */
  readonly same: number;
  /** The tree over those. */
  readonly tree: RunningTree;
  /** Where one of them ends before `most` events. */
  readonly ended: 'source' | 'target' | undefined;
}

/** Compares the hashes of the first events of two stores, at most `most`, up to the first that differs. */
export async function compareLeaves(source: LeafStore, target: LeafStore, most: number): Promise<Compared> {
  const tree = RunningTree.empty();
  while (tree.size < most) {
    const limit = Math.min(PAGE, most - tree.size);
    const [ours, theirs] = await Promise.all([source, target].map((store) => store.readHashes(tree.size, limit)));
    for (const [index, leaf] of ours.entries()) {
      const other = theirs.at(index);
      if (other === undefined) return { same: tree.size, tree, ended: 'target' };
      if (!leaf.equals(other)) return { same: tree.size, tree, ended: undefined };
      tree.append(leaf);
    }
    if (ours.length < limit) return { same: tree.size, tree, ended: 'source' };
  }
  return { same: tree.size, tree, ended: undefined };
}

/** The event that has so many before it. */
export async function eventOfLeaf(store: LeafStore, index: number): Promise<SealedEvent | undefined> {
  const after = index === 0 ? '0' : await store.positionOfLeaf(index - 1);
  return after === undefined ? undefined : (await store.readSealed({ after, limit: 1 })).at(0);
}
