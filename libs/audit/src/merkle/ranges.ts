/** Neighbouring leaves: from the first up to, and without, `to`. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** A complete subtree: the `index`th of 2^level leaves each. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two that is less than `size`, which is at least 2: how many leaves the left subtree has. */
function split(size: number): number {
  let width = 1;
  while (width * 2 < size) width *= 2;
  return width;
}

/** The ranges whose roots prove that leaf `index` is in the tree of `size`, as RFC 6962 section 2.1.1 orders them. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The ranges whose roots prove that the tree of `older` leaves begins the tree of `newer`, as RFC 6962 section 2.1.2
 * orders them. None for two trees of one size, nor from the empty tree, which begins every other.
 */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  if (older === 0) return [];
  const ranges: LeafRange[] = [];
  let [from, to] = [0, newer];
  while (to !== older) {
    const middle = from + split(to - from);
    if (older <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The whole of the older tree need not be told: its root is known to whoever asks.
  if (from > 0) ranges.push({ from, to });
  return ranges.reverse();
}

/** The complete subtrees that a range consists of, from left to right. The range lies in the tree as RFC 6962 cuts it. */
export function subtreesOf({ from, to }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let start = from; start < to;) {
    let level = 0;
    let width = 1;
    while (start % (width * 2) === 0 && start + width * 2 <= to) {
      width *= 2;
      level += 1;
    }
    subtrees.push({ level, index: start / width });
    start += width;
  }
  return subtrees;
}
