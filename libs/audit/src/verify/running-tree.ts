import { EMPTY_ROOT, leafHash, nodeHash } from '../merkle';

/**
 * The tree of RFC 6962 while its leaves come one after another. It keeps the roots of its complete subtrees only, from
 * the largest, on the left, to the smallest: one hash for each binary one of its size.
 */
export class RunningTree {
  private constructor(
    private count: number,
    private readonly roots: Buffer[],
  ) {}

  static empty(): RunningTree {
    return new RunningTree(0, []);
  }

  /**
   * A tree that goes on where another stood.
   * @returns undefined when so many hashes can't be the frontier of a tree of this size
   */
  static at(size: number, frontier: readonly Buffer[]): RunningTree | undefined {
    const complete = size.toString(2).replaceAll('0', '').length;
    return complete === frontier.length ? new RunningTree(size, [...frontier]) : undefined;
  }

  get size(): number {
    return this.count;
  }

  get frontier(): readonly Buffer[] {
    return this.roots;
  }

  copy(): RunningTree {
    return new RunningTree(this.count, [...this.roots]);
  }

  /** @param leaf the hash of the next event */
  append(leaf: Uint8Array): void {
    let node = leafHash(leaf);
    for (let index = this.count; index % 2 === 1; index = (index - 1) / 2) {
      node = nodeHash(this.roots.pop()!, node);
    }
    this.roots.push(node);
    this.count += 1;
  }

  root(): Buffer {
    return this.roots.length === 0 ? EMPTY_ROOT : this.roots.reduceRight((right, left) => nodeHash(left, right));
  }
}
