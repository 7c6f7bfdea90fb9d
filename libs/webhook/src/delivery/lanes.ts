import { deliveryKey, type Delivery } from './delivery';

interface Lane {
  readonly waiting: Delivery[];
}

/**
 * The deliveries of one endpoint that its process has in hand, in the order in which they may be sent. Where the
 * endpoint is ordered, those of one subject form a lane: one at a time, and none after one that failed.
 */
export class Lanes {
  private readonly held = new Set<string>();
  /** What could be sent now, by kind. */
  private readonly ready: Readonly<Record<Delivery['kind'], Delivery[]>> = { test: [], live: [], replay: [] };
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly ordered: boolean) {}

  /** Deliveries in hand, those on the wire included. */
  get size(): number {
    return this.held.size;
  }

  /** Takes deliveries in hand, in order; one that is in hand already is passed over. */
  add(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const key = deliveryKey(delivery);
      if (this.held.has(key)) continue;
      this.held.add(key);
      const lane = this.laneOf(delivery);
      const running = lane === null ? undefined : this.lanes.get(lane);
      if (lane === null) this.makeReady(delivery);
      else if (running) running.waiting.push(delivery);
      else {
        this.lanes.set(lane, { waiting: [] });
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
    this.held.delete(deliveryKey(delivery));
    const lane = this.laneOf(delivery);
    const running = lane === null ? undefined : this.lanes.get(lane);
    if (lane === null || running === undefined) return;
    const next = running.waiting.shift();
    if (next === undefined) this.lanes.delete(lane);
    else this.makeReady(next);
  }

  /** It failed and that is on record: it and what is behind it in its lane go out of hand. @returns those behind it */
  failed(delivery: Delivery): readonly Delivery[] {
    this.held.delete(deliveryKey(delivery));
    const lane = this.laneOf(delivery);
    const behind = lane === null ? [] : (this.lanes.get(lane)?.waiting ?? []);
    if (lane !== null) this.lanes.delete(lane);
    for (const one of behind) this.held.delete(deliveryKey(one));
    return behind;
  }

  /** Lets go of all that is not on the wire. @returns those */
  clear(): readonly Delivery[] {
    const gone = Object.values(this.ready).flatMap((list) => list.splice(0));
    for (const one of [...gone]) {
      const lane = this.laneOf(one);
      if (lane === null) continue;
      gone.push(...(this.lanes.get(lane)?.waiting ?? []));
      this.lanes.delete(lane);
    }
    for (const { waiting } of this.lanes.values()) gone.push(...waiting.splice(0));
    for (const one of gone) this.held.delete(deliveryKey(one));
    return gone;
  }

  private makeReady(delivery: Delivery): void {
    this.ready[delivery.kind].push(delivery);
  }

  /** What tells the lane of a delivery from others; null where it has none. */
  laneOf({ run, kind, subject }: Delivery): string | null {
    return this.ordered && kind !== 'test' ? `${run}/${subject}` : null;
  }
}
