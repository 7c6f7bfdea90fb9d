import type { EventStore } from '@milepost/event-store';
import { RunningTree } from './running-tree';

/**
 * Roots of sizes that a walk has passed: a checkpoint comes after what it covers. The tree is remembered where a page
 * began, so that little has to be read again; one entry for a page, of some hashes that they mostly share.
 */
export class PastRoots {
  private readonly marks: RunningTree[] = [RunningTree.empty()];
  /** The leaves since the last mark. */
  private recent: Buffer[] = [];

  constructor(private readonly store: Pick<EventStore, 'readHashes'>) {}

  /** Remembers the tree as it is: the leaves that follow are told by `add`. */
  mark(tree: RunningTree): void {
    this.recent = [];
    if (tree.size > this.last.size) this.marks.push(tree.copy());
  }

  add(leaf: Buffer): void {
    this.recent.push(leaf);
  }

  /** @returns undefined when the store no longer has so many leaves */
  async rootAt(size: number): Promise<Buffer | undefined> {
    const from = this.marks.findLast((mark) => mark.size <= size)!;
    const tree = from.copy();
    if (from === this.last && this.recent.length >= size - from.size) {
      for (const leaf of this.recent.slice(0, size - from.size)) tree.append(leaf);
    } else if (!(await appendStored(tree, this.store, size))) return undefined;
    return tree.root();
  }

  private get last(): RunningTree {
    return this.marks[this.marks.length - 1];
  }
}

/** Leaves read at once: 128 KB. */
const PAGE = 4_096;

/**
 * Lets a tree grow to a size by the hashes that the store keeps, which are not compared with the events.
 * @param eachLeaf told of each size that is reached
 * @returns false when the store ends before
 */
export async function appendStored(
  tree: RunningTree,
  store: Pick<EventStore, 'readHashes'>,
  size: number,
  eachLeaf?: (tree: RunningTree) => void,
): Promise<boolean> {
  while (tree.size < size) {
    const leaves = await store.readHashes(tree.size, Math.min(PAGE, size - tree.size));
    if (leaves.length === 0) return false;
    for (const leaf of leaves) {
      tree.append(leaf);
      eachLeaf?.(tree);
    }
  }
  return true;
}
