import type { Delivery } from './delivery';
import { RunMap } from './run-map';

/**
 * The deliveries of one endpoint that its process has in hand, in the order in which they may be sent. Where the
 * endpoint is ordered, those of one subject form a lane: one at a time, and none after one that failed.
 */
export class Lanes {
  private inHand = 0;
  /** What could be sent now, by kind. */
  private readonly ready: Readonly<Record<Delivery['kind'], Delivery[]>> = { test: [], live: [], replay: [] };
  /** What waits in each lane of which one could be sent or is on the wire, by subject. */
  private readonly lanes = new RunMap<Delivery[]>();

  constructor(private readonly ordered: boolean) {}

  /** Deliveries in hand, those on the wire included. */
  get size(): number {
    return this.inHand;
  }

  /** How many of a kind could be sent now. */
  readyCount(kind: Delivery['kind']): number {
    return this.ready[kind].length;
  }

  /** Takes deliveries in hand that are not yet, in order. */
  add(deliveries: readonly Delivery[]): void {
    this.inHand += deliveries.length;
    for (const delivery of deliveries) {
      if (!this.hasLane(delivery)) {
        this.makeReady(delivery);
        continue;
      }
      const waiting = this.lanes.get(delivery.run, delivery.subject);
      if (waiting !== undefined) waiting.push(delivery);
      else {
        this.lanes.set(delivery.run, delivery.subject, []);
        this.makeReady(delivery);
      }
    }
  }

  /** The next one that may be sent now: of the first of these kinds of which there is one. */
  take(kinds: readonly Delivery['kind'][] = ['test', 'live', 'replay']): Delivery | undefined {
    for (const kind of kinds) {
      const next = this.ready[kind].shift();
      if (next !== undefined) return next;
    }
    return undefined;
  }

  /** It was delivered and that is on record: the next of its lane may go. */
  delivered(delivery: Delivery): void {
    this.inHand -= 1;
    if (!this.hasLane(delivery)) return;
    const { run, subject } = delivery;
    const next = this.lanes.get(run, subject)?.shift();
    if (next === undefined) this.lanes.delete(run, subject);
    else this.makeReady(next);
  }

  /** It failed and that is on record: it and what is behind it in its lane go out of hand. @returns those behind it */
  failed(delivery: Delivery): readonly Delivery[] {
    const behind = this.hasLane(delivery) ? this.endLane(delivery) : [];
    this.inHand -= 1 + behind.length;
    return behind;
  }

  /** Lets go of all that is not on the wire. @returns those */
  clear(): readonly Delivery[] {
    const gone = Object.values(this.ready).flatMap((list) => list.splice(0));
    for (const one of [...gone]) if (this.hasLane(one)) gone.push(...this.endLane(one));
    for (const waiting of this.lanes.values()) gone.push(...waiting.splice(0));
    this.inHand -= gone.length;
    return gone;
  }

  private makeReady(delivery: Delivery): void {
    this.ready[delivery.kind].push(delivery);
  }

  private hasLane({ kind }: Delivery): boolean {
    return this.ordered && kind !== 'test';
  }

  /** @returns what waited in the lane of a delivery */
  private endLane({ run, subject }: Delivery): readonly Delivery[] {
    const waiting = this.lanes.get(run, subject) ?? [];
    this.lanes.delete(run, subject);
    return waiting;
  }
}
