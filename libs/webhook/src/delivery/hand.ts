import { deliveryKey, type Delivery } from './delivery';

/** Deliveries taken in hand at a time, and how few are left when more are fetched. */
const SIZES = { first: { fetch: 512, low: 256 }, replay: { fetch: 64, low: 16 } };

type Class = keyof typeof SIZES;
const CLASSES: Readonly<Record<Delivery['kind'], Class>> = { live: 'first', test: 'first', replay: 'replay' };

/**
 * What a courier has in hand of what waits for its endpoint: few, whatever waits. Replays are counted apart, so that
 * they take no place from what is live.
 */
export class Hand {
  private readonly held = new Map<string, Delivery>();
  private readonly counts = { first: 0, replay: 0 };
  private readonly mayHaveMore = { first: true, replay: true };
  /** Settled since the queue was last asked: its answer may still hold them. */
  private settled = new Set<string>();

  /** The queue may hold something new. */
  expectMore(): void {
    this.mayHaveMore.first = true;
    this.mayHaveMore.replay = true;
  }

  all(): Delivery[] {
    return [...this.held.values()];
  }

  /** How many to fetch of each of these kinds; `null`: none now. */
  wanted(kinds: readonly Delivery['kind'][]): Partial<Record<Delivery['kind'], number>> | null {
    const open = kinds.filter((kind) => {
      const group = CLASSES[kind];
      return this.mayHaveMore[group] && this.counts[group] < SIZES[group].low;
    });
    if (open.length === 0) return null;
    return Object.fromEntries(open.map((kind) => [kind, SIZES[CLASSES[kind]].fetch]));
  }

  /** A fetch begins: what it will find and what is settled until then must not be mixed up. */
  fetching(asked: Partial<Record<Delivery['kind'], number>>): void {
    this.settled = new Set();
    for (const kind of Object.keys(asked) as Delivery['kind'][]) this.mayHaveMore[CLASSES[kind]] = false;
  }

  /** Takes what a fetch has found. @returns what is new of it, in order */
  take(found: readonly Delivery[], asked: Partial<Record<Delivery['kind'], number>>): Delivery[] {
    for (const [kind, most] of Object.entries(asked) as [Delivery['kind'], number][]) {
      const full = found.filter((one) => one.kind === kind).length === most;
      this.mayHaveMore[CLASSES[kind]] ||= full;
    }
    const fresh = found.filter((one) => !this.held.has(deliveryKey(one)) && !this.settled.has(deliveryKey(one)));
    for (const one of fresh) {
      this.held.set(deliveryKey(one), one);
      this.counts[CLASSES[one.kind]] += 1;
    }
    return fresh;
  }

  /** What came of it is on record. */
  settle(delivery: Delivery): void {
    this.settled.add(deliveryKey(delivery));
    this.forget([delivery]);
  }

  /** They wait in the queue as before. */
  forget(deliveries: readonly Delivery[]): void {
    for (const one of deliveries) {
      if (this.held.delete(deliveryKey(one))) this.counts[CLASSES[one.kind]] -= 1;
    }
  }
}
