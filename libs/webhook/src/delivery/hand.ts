import type { Delivery } from './delivery';
import { RunMap } from './run-map';

type Kind = Delivery['kind'];
/** How many of each kind to fetch. */
export type Wanted = Partial<Readonly<Record<Kind, number>>>;

interface Sizes {
  /** Deliveries taken in hand at a time. */
  readonly fetch: number;
  /** How many are in hand at most when more are fetched, on the wire and waiting for others included. */
  readonly held: number;
  /** How few could set out at once when more are fetched: what lies in hand for long is copied by the garbage collector. */
  readonly low: number;
}

const SIZES: Readonly<Record<Kind, Sizes>> = {
  test: { fetch: 8, held: 8, low: 8 },
  live: { fetch: 512, held: 256, low: 64 },
  replay: { fetch: 64, held: 16, low: 16 },
};

/**
 * What a courier has in hand of what waits for its endpoint: few, whatever waits. Each kind is counted apart, so that
 * replays take no place from what is live, nor what is live from a test.
 */
export class Hand {
  private readonly held = new RunMap<Delivery>();
  private readonly counts: Record<Kind, number> = { test: 0, live: 0, replay: 0 };
  private readonly mayHaveMore: Record<Kind, boolean> = { test: true, live: true, replay: true };
  /** Settled while the queue is asked: its answer may still hold them. */
  private settled: RunMap<true> | undefined;

  /** @param readyCount how many of a kind that are in hand could set out at once */
  constructor(private readonly readyCount: (kind: Kind) => number) {}

  /** The queue may hold something new. */
  expectMore(): void {
    for (const kind of Object.keys(SIZES) as Kind[]) this.mayHaveMore[kind] = true;
  }

  all(): Delivery[] {
    return this.held.values();
  }

  /** Whether something may be to be fetched: asked at every step, and nearly always not. @param most as for `wanted` */
  isLow(most: number): boolean {
    return this.isOpen('live', most) || this.isOpen('test', most) || this.isOpen('replay', most);
  }

  /**
   * How many to fetch of each of these kinds; `null`: none now.
   * @param most of each, so that all endpoints of a process together do not fill its memory
   */
  wanted(kinds: readonly Kind[], most: number): Wanted | null {
    const open = kinds.filter((kind) => this.isOpen(kind, most));
    if (open.length === 0) return null;
    return Object.fromEntries(open.map((kind) => [kind, Math.min(SIZES[kind].fetch, most)]));
  }

  private isOpen(kind: Kind, most: number): boolean {
    const { held, low } = SIZES[kind];
    return this.mayHaveMore[kind] && this.readyCount(kind) < low && this.counts[kind] < Math.min(held, most / 2);
  }

  /** A fetch begins: what it will find and what is settled until then must not be mixed up. */
  fetching(wanted: Wanted): void {
    this.settled = new RunMap();
    for (const kind of Object.keys(wanted) as Kind[]) this.mayHaveMore[kind] = false;
  }

  /** Takes what a fetch has found. @returns what is new of it, in order */
  take(found: readonly Delivery[], wanted: Wanted): Delivery[] {
    for (const [kind, most] of Object.entries(wanted) as [Kind, number][]) {
      this.mayHaveMore[kind] ||= found.filter((one) => one.kind === kind).length === most;
    }
    const fresh = found.filter(
      ({ run, messageId }) => !this.held.has(run, messageId) && !this.settled?.has(run, messageId),
    );
    this.settled = undefined;
    for (const one of fresh) {
      this.held.set(one.run, one.messageId, one);
      this.counts[one.kind] += 1;
    }
    return fresh;
  }

  /** What came of it is on record. */
  settle(delivery: Delivery): void {
    this.settled?.set(delivery.run, delivery.messageId, true);
    this.letGo(delivery);
  }

  /** They wait in the queue as before. */
  forget(deliveries: readonly Delivery[]): void {
    for (const one of deliveries) this.letGo(one);
  }

  private letGo({ run, messageId, kind }: Delivery): void {
    if (this.held.delete(run, messageId)) this.counts[kind] -= 1;
  }
}
