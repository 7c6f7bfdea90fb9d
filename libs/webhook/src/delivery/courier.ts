import type { Clock } from '@milepost/lifecycle';
import { isDelivered, type Attempt, type SendOutcome, type Verdict } from './attempt';
import type { Delivery } from './delivery';
import type { FailureRecord } from './failure-record';
import { Hand, type Wanted } from './hand';
import { Lanes } from './lanes';
import { Pace } from './pace';
import { waitAfter } from './schedule';
import { kindsFor, type Recipient } from './recipient';

/** What an endpoint's courier works with. */
export interface CourierSurroundings {
  /** What is due of this endpoint and not in hand. */
  readonly readDue: (recipient: Recipient, inHand: readonly Delivery[], most: Wanted) => Promise<Delivery[]>;
  /** @param at when it sets out: ISO 8601 */
  readonly send: (recipient: Recipient, delivery: Delivery, at: string, signal: AbortSignal) => Promise<SendOutcome>;
  readonly record: (attempt: Attempt) => Promise<void>;
  /** How many messages this endpoint may have in hand, of what a process may hold in memory. */
  readonly share: () => number;
  /** It has nothing to send until what it gave to be recorded is. */
  readonly hurry: () => void;
  readonly failures: FailureRecord;
  readonly clock: Clock;
  /** Called with what went wrong beside sending; the courier goes on. */
  readonly onError: (error: unknown) => void;
}

/** Most messages on the way to one endpoint at a time; one only while it fails. */
export const AT_ONCE = 8;
/** Of these, most that are sent once more: live ones find a place at any time. */
const REPLAYS_AT_ONCE = 2;
const FAILING_AFTER = 5;
/** How much longer than it looked into the queue a failing one waits before it looks again. */
const [REST, MOST_REST_MS] = [20, 5_000];
/** The same for one that looked long and in vain. */
const [LONG_LOOK_MS, REST_IN_VAIN] = [25, 4];

const ALL_KINDS = ['test', 'live', 'replay'] as const;
const NO_REPLAYS = ['test', 'live'] as const;
const TESTS = ['test'] as const;

/**
 * Brings one endpoint its messages, as the only one of all processes. It holds few in hand, whatever waits; one that is
 * slow or fails keeps nobody else's waiting.
 */
export class Courier {
  private readonly lanes: Lanes;
  private readonly pace = new Pace();
  private ended = false;
  private readonly abandoning = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly onTheWay = new Set<Promise<void>>();
  private readonly hand = new Hand();
  /** Lanes in which something failed since the queue was last asked: its answer may hold what is behind that. */
  private blocked = new Set<string | null>();
  private flying = 0;
  private replaysFlying = 0;
  /** How many outcomes are on their way into the record. */
  private recording = 0;
  private failing = 0;
  /** Answers that it is gone of which the consequences are not yet drawn. */
  private gone = 0;
  private fetching = false;

  constructor(
    private recipient: Recipient,
    private readonly surroundings: CourierSurroundings,
  ) {
    this.lanes = new Lanes(recipient.ordered);
  }

  /** There may be something due. */
  wake(): void {
    this.hand.expectMore();
    this.go();
  }

  /** From the next message on. Whether it is ordered can't change: that takes a new courier. */
  change(recipient: Recipient): void {
    // What its new state forbids must not set out, and what it had forbidden is read anew.
    if (isOther(recipient, this.recipient)) this.hand.forget(this.lanes.clear());
    this.recipient = recipient;
    this.wake();
  }

  /** Nothing but tests sets out until its state is known anew. */
  halt(): void {
    this.change({ ...this.recipient, status: 'disabled' });
  }

  /**
   * Takes up nothing more. @returns when what was on the way has arrived or failed
   * @param lingerMs after which it is given up; what an endpoint has at most when absent
   */
  async stop(lingerMs?: number): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    const giveUp = lingerMs === undefined ? undefined : setTimeout(() => this.abandoning.abort(), lingerMs);
    await Promise.all(this.onTheWay);
    clearTimeout(giveUp);
  }

  /** As `stop`, but what is on the way is given up at once: another process may be about to send it. */
  async abandon(): Promise<void> {
    this.abandoning.abort();
    await this.stop();
  }

  private go(): void {
    if (this.ended || this.gone > 0) return;
    const places = this.failing >= FAILING_AFTER ? 1 : AT_ONCE;
    while (this.flying < places) {
      const delivery = this.lanes.take(this.openKinds());
      if (delivery === undefined) {
        if (this.recording > 0) this.surroundings.hurry();
        break;
      }
      this.pace.sent();
      const way = this.bring(delivery).catch(this.surroundings.onError);
      this.onTheWay.add(way);
      void way.finally(() => this.onTheWay.delete(way));
    }
    const most = this.surroundings.share();
    if (this.fetching || !this.hand.isLow(most)) return;
    const wanted = this.hand.wanted(kindsFor(this.recipient.status), most);
    if (wanted !== null) void this.fetch(wanted);
  }

  /** What may set out now. A test is somebody's question, and waits for nothing. */
  private openKinds(): readonly Delivery['kind'][] {
    const waitMs = Math.max(this.pace.waitMs(this.recipient.ratePerSecond), this.untilAllowedMs());
    clearTimeout(this.timer);
    if (waitMs > 0) {
      this.timer = setTimeout(() => this.go(), Math.min(waitMs, 60_000));
      return TESTS;
    }
    return this.replaysFlying < REPLAYS_AT_ONCE ? ALL_KINDS : NO_REPLAYS;
  }

  /** An endpoint that said when to come again is left alone until then. */
  private untilAllowedMs(): number {
    const { failures, clock } = this.surroundings;
    const notBefore = failures.notBefore(this.recipient.id);
    return notBefore === null ? 0 : Date.parse(notBefore) - Date.parse(clock.now());
  }

  private async fetch(wanted: Wanted): Promise<void> {
    this.fetching = true;
    this.hand.fetching(wanted);
    this.blocked = new Set();
    const began = performance.now();
    let found = 0;
    try {
      const { recipient } = this;
      const due = await this.surroundings.readDue(recipient, this.hand.all(), wanted);
      found = due.length;
      // Read for what it was: what it is now asks for something else.
      if (!isOther(this.recipient, recipient)) {
        const fresh = this.hand.take(due, wanted);
        const behind = fresh.filter((one) => this.blocked.has(this.lanes.laneOf(one)));
        this.hand.forget(behind);
        this.lanes.add(fresh.filter((one) => !behind.includes(one)));
      }
    } catch (error) {
      this.surroundings.onError(error);
    } finally {
      await this.rest(performance.now() - began, found);
      this.fetching = false;
    }
    this.go();
  }

  /** Looking past all that is held back takes the database long: that must not become most of its work. */
  private async rest(lookedMs: number, found: number): Promise<void> {
    const times = this.failing >= FAILING_AFTER ? REST : found === 0 && lookedMs > LONG_LOOK_MS ? REST_IN_VAIN : 0;
    if (times === 0) return;
    this.go();
    await new Promise<void>((resolve) => setTimeout(resolve, Math.min(lookedMs * times, MOST_REST_MS)).unref());
  }

  private async bring(delivery: Delivery): Promise<void> {
    const { recipient } = this;
    const { send, clock, failures } = this.surroundings;
    const replays = delivery.kind === 'replay' ? 1 : 0;
    this.flying += 1;
    this.replaysFlying += replays;
    const at = clock.now();
    let outcome: SendOutcome;
    try {
      outcome = await send(recipient, delivery, at, this.abandoning.signal);
    } catch (error) {
      // A mistake of ours is no reason to keep the message in hand for ever.
      this.surroundings.onError(error);
      outcome = { status: null, error: 'internal', durationMs: 0, response: null, retryAfterMs: null };
    } finally {
      // The place is free for the next; the lane is when the outcome is on record.
      this.flying -= 1;
      this.replaysFlying -= replays;
    }
    if (outcome.error === 'aborted') return;
    const gone = outcome.status === 410 && delivery.kind !== 'test';
    this.failing = isDelivered(outcome) ? 0 : this.failing + 1;
    if (gone) this.gone += 1;
    if (delivery.kind !== 'test') failures.heed(recipient.id, { at, outcome }, clock);
    try {
      await this.settle(recipient, delivery, { at, outcome });
    } finally {
      if (gone) this.gone -= 1;
    }
    this.go();
  }

  private async settle(
    recipient: Recipient,
    delivery: Delivery,
    { at, outcome }: { readonly at: string; readonly outcome: SendOutcome },
  ): Promise<void> {
    const { record, failures } = this.surroundings;
    const holds = recipient.ordered && delivery.kind !== 'test';
    const verdict = this.verdictOn(delivery, outcome);
    this.recording += 1;
    const recorded = record({ delivery, number: delivery.attempts + 1, at, outcome, verdict, holds });
    // The place is free for the next, before this one is on record.
    this.go();
    await recorded.finally(() => (this.recording -= 1));
    this.hand.settle(delivery);
    if (isDelivered(outcome)) this.lanes.delivered(delivery);
    else {
      this.hand.forget(this.lanes.failed(delivery));
      if (holds) this.blocked.add(this.lanes.laneOf(delivery));
    }
    // What it held back is free now, and was not fetched with it.
    if (delivery.attempts > 0) this.hand.expectMore();
    if (delivery.kind !== 'test') await failures.note(recipient.id, { at, outcome });
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

/** Whether what was read for one may not be sent to the other: between two revisions it may have been stopped. */
const isOther = (one: Recipient, before: Recipient): boolean =>
  one.status !== before.status || one.revision > before.revision + 1;
