/** Numbers that look random and are the same in every run, so that a failure can be looked at again. */
export class Seeded {
  constructor(private state: number) {}

  /** A whole number from 0 to one less than `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** Some of the items, in their order; possibly none, possibly all. */
  some<Item>(items: readonly Item[], outOf = 2): Item[] {
    return items.filter(() => this.below(outOf) === 0);
  }
}
