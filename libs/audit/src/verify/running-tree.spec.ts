import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { leafHash, nodeHash } from '../merkle';
import { RunningTree } from './running-tree';

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => createHash('sha256').update(String(index)).digest());

/** RFC 6962, section 2.1, word for word. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leafHash(leaves[0]);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

describe('RunningTree', () => {
  it('has the root of RFC 6962 at every size', () => {
    const tree = RunningTree.empty();
    const leaves = leavesOf(70);
    for (let size = 0; size <= leaves.length; size++) {
      expect(tree.size).toBe(size);
      expect(tree.root()).toEqual(rootOf(leaves.slice(0, size)));
      if (size < leaves.length) tree.append(leaves[size]);
    }
  });

  it('goes on from its frontier as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (first, more) => {
        const leaves = leavesOf(first + more);
        const whole = RunningTree.empty();
        leaves.slice(0, first).forEach((leaf) => whole.append(leaf));
        const resumed = RunningTree.at(first, whole.frontier)!;
        for (const leaf of leaves.slice(first)) {
          whole.append(leaf);
          resumed.append(leaf);
        }
        expect(resumed.root()).toEqual(whole.root());
      }),
    );
  });

  it('leaves its copy as it was', () => {
    const tree = RunningTree.empty();
    const leaves = leavesOf(9);
    leaves.slice(0, 7).forEach((leaf) => tree.append(leaf));
    const copy = tree.copy();
    leaves.slice(7).forEach((leaf) => tree.append(leaf));
    expect([copy.size, copy.root()]).toEqual([7, rootOf(leaves.slice(0, 7))]);
  });

  it('does not go on from a frontier that is none of its size', () => {
    expect(RunningTree.at(5, leavesOf(3))).toBeUndefined();
    expect(RunningTree.at(0, [])?.size).toBe(0);
  });
});
