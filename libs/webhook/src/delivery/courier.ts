import type { Clock } from '@milepost/lifecycle';
import { isDelivered, type Attempt, type SendOutcome, type Verdict } from './attempt';
import { deliveryKey, type Delivery } from './delivery';
import type { FailureRecord } from './failure-record';
import { Lanes } from './lanes';
import { Pace } from './pace';
import { waitAfter } from './schedule';
import type { Recipient } from './recipient';

/** What an endpoint's courier works with. */
export interface CourierSurroundings {
  /** What is due of this endpoint and not in hand. */
  readonly readDue: (recipient: Recipient, inHand: readonly Delivery[], limit: number) => Promise<Delivery[]>;
  readonly send: (recipient: Recipient, delivery: Delivery, signal: AbortSignal) => Promise<SendOutcome>;
  readonly record: (attempt: Attempt) => Promise<void>;
  readonly failures: FailureRecord;
  readonly clock: Clock;
  /** Called with what went wrong beside sending; the courier goes on. */
  readonly onError: (error: unknown) => void;
}

/** Most messages on the way to one endpoint at a time; one only while it fails. */
export const AT_ONCE = 8;
const FAILING_AFTER = 5;
/** Deliveries taken in hand at a time, and how few are left when more are fetched. */
const [FETCH, LOW] = [512, 256];

/**
 * Brings one endpoint its messages, as the only one of all processes. It holds few in hand, whatever waits; one that is
 * slow or fails keeps nobody else's waiting.
 */
export class Courier {
  private readonly lanes: Lanes;
  private readonly pace = new Pace();
  private readonly stopping = new AbortController();
  private readonly onTheWay = new Set<Promise<void>>();
  private readonly inHand = new Map<string, Delivery>();
  /** Settled since the queue was last asked: its answer may still hold them. */
  private settled = new Set<string>();
  private flying = 0;
  private failing = 0;
  private mayHaveMore = true;
  private fetching = false;

  constructor(
    private recipient: Recipient,
    private readonly surroundings: CourierSurroundings,
  ) {
    this.lanes = new Lanes(recipient.ordered);
  }

  /** There may be something due. */
  wake(): void {
    this.mayHaveMore = true;
    this.go();
  }

  /** From the next message on. Whether it is ordered can't change: that takes a new courier. */
  change(recipient: Recipient): void {
    // What its new state forbids must not set out, and what it had forbidden is read anew.
    if (recipient.status !== this.recipient.status) this.forget(this.lanes.clear());
    this.recipient = recipient;
    this.wake();
  }

  /** Nothing but tests sets out until its state is known anew. */
  halt(): void {
    this.change({ ...this.recipient, status: 'disabled' });
  }

  /** Takes up nothing more. @returns when nothing is on the way any longer */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.onTheWay);
  }

  /** As `stop`, but what is on the way is given up: another process may be about to send it. */
  async abandon(): Promise<void> {
    this.stopping.abort('abandoned');
    await Promise.all(this.onTheWay);
  }

  private go(): void {
    if (this.stopping.signal.aborted) return;
    const most = this.failing >= FAILING_AFTER ? 1 : AT_ONCE;
    while (this.flying < most && this.lanes.startable > 0) {
      const waitMs = Math.max(this.pace.waitMs(this.recipient.ratePerSecond), this.untilAllowedMs());
      if (waitMs > 0) {
        setTimeout(() => this.go(), Math.min(waitMs, 60_000)).unref();
        break;
      }
      const delivery = this.lanes.take() as Delivery;
      this.pace.sent();
      const way = this.bring(delivery).catch(this.surroundings.onError);
      this.onTheWay.add(way);
      void way.finally(() => this.onTheWay.delete(way));
    }
    if (this.mayHaveMore && this.inHand.size < LOW && !this.fetching) void this.fetch();
  }

  /** An endpoint that said when to come again is left alone until then. */
  private untilAllowedMs(): number {
    const { failures, clock } = this.surroundings;
    const notBefore = failures.notBefore(this.recipient.id);
    return notBefore === null ? 0 : Date.parse(notBefore) - Date.parse(clock.now());
  }

  private async fetch(): Promise<void> {
    this.fetching = true;
    this.mayHaveMore = false;
    this.settled = new Set();
    try {
      const { recipient } = this;
      const due = await this.surroundings.readDue(recipient, [...this.inHand.values()], FETCH);
      this.mayHaveMore ||= due.length === FETCH;
      // Read for what it was: what it is now asks for something else.
      if (recipient.status === this.recipient.status) this.take(due);
    } catch (error) {
      this.surroundings.onError(error);
    } finally {
      this.fetching = false;
    }
    if (this.lanes.startable > 0 || this.mayHaveMore) this.go();
  }

  private take(due: readonly Delivery[]): void {
    const fresh = due.filter((one) => !this.inHand.has(deliveryKey(one)) && !this.settled.has(deliveryKey(one)));
    for (const one of fresh) this.inHand.set(deliveryKey(one), one);
    this.lanes.add(fresh);
  }

  private forget(deliveries: readonly Delivery[]): void {
    for (const one of deliveries) this.inHand.delete(deliveryKey(one));
  }

  private async bring(delivery: Delivery): Promise<void> {
    const { recipient } = this;
    const { send, record, clock, failures } = this.surroundings;
    this.flying += 1;
    const at = clock.now();
    let outcome: SendOutcome;
    try {
      outcome = await send(recipient, delivery, this.stopping.signal);
    } finally {
      // The place is free for the next; the lane is when the outcome is on record.
      this.flying -= 1;
    }
    if (outcome.error === 'aborted') return;
    const delivered = isDelivered(outcome);
    this.failing = delivered ? 0 : this.failing + 1;
    this.go();
    const verdict = this.verdictOn(delivery, outcome);
    const holds = recipient.ordered && delivery.kind !== 'test';
    await record({ delivery, number: delivery.attempts + 1, at, outcome, verdict, holds });
    this.settled.add(deliveryKey(delivery));
    this.forget([delivery]);
    if (delivered) this.lanes.delivered(delivery);
    else this.forget(this.lanes.failed(delivery));
    // What it held back is free now, and was not fetched with it.
    if (delivery.attempts > 0) this.mayHaveMore = true;
    if (delivery.kind !== 'test') await failures.note(recipient.id, { at, outcome });
    this.go();
  }

  private verdictOn(delivery: Delivery, outcome: SendOutcome): Verdict {
    if (isDelivered(outcome)) return { kind: 'delivered' };
    if (delivery.kind === 'test') return { kind: 'over' };
    const waitMs = waitAfter(delivery.attempts + 1);
    if (waitMs === null) return { kind: 'exhausted' };
    const due = Date.parse(this.surroundings.clock.now()) + Math.max(waitMs, outcome.retryAfterMs ?? 0);
    return { kind: 'pending', dueAt: new Date(due).toISOString() };
  }
}
