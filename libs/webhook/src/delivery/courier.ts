import type { Clock } from '@milepost/lifecycle';
import { isDelivered, type Attempt, type Outcome, type Recorded, type SendOutcome } from './attempt';
import type { Delivery } from './delivery';
import type { FailureRecord } from './failure-record';
import { Hand, type Wanted } from './hand';
import { Lanes } from './lanes';
import { Pace } from './pace';
import { kindsFor, type Recipient } from './recipient';
import { RunMap } from './run-map';
import { verdictOn } from './verdict';

/** What an endpoint's courier works with. */
export interface CourierSurroundings {
  /** What is due of this endpoint and not in hand. */
  readonly readDue: (recipient: Recipient, inHand: readonly Delivery[], most: Wanted) => Promise<Delivery[]>;
  /** @param at when it sets out: ISO 8601 */
  readonly send: (recipient: Recipient, delivery: Delivery, at: string, signal: AbortSignal) => Promise<SendOutcome>;
  readonly record: (attempt: Attempt, recorded: Recorded) => void;
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
  private readonly hand: Hand;
  /** Subjects of which something failed since the queue was last asked: its answer may hold what is behind that. */
  private blocked = new RunMap<true>();
  private flying = 0;
  private replaysFlying = 0;
  /** How many outcomes are on their way into the record. */
  private recording = 0;
  /** How many have set out and are not yet done with, and who waits for there to be none. */
  private underWay = 0;
  private readonly awaiting: (() => void)[] = [];
  private goesSoon = false;
  private failing = 0;
  /** Answers that it is gone of which the consequences are not yet drawn. */
  private gone = 0;
  private fetching = false;

  constructor(
    private recipient: Recipient,
    private readonly surroundings: CourierSurroundings,
  ) {
    this.lanes = new Lanes(recipient.ordered);
    this.hand = new Hand((kind) => this.lanes.readyCount(kind));
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
    if (this.underWay > 0) await new Promise<void>((resolve) => this.awaiting.push(resolve));
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
      this.bring(delivery).catch(this.surroundings.onError);
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
    this.blocked = new RunMap();
    const began = performance.now();
    let found = 0;
    try {
      const { recipient } = this;
      const due = await this.surroundings.readDue(recipient, this.hand.all(), wanted);
      found = due.length;
      // Read for what it was: what it is now asks for something else.
      if (!isOther(this.recipient, recipient)) {
        const fresh = this.hand.take(due, wanted);
        const behind = fresh.filter((one) => this.blocked.has(one.run, one.subject));
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
    const { send, clock, onError } = this.surroundings;
    const replays = delivery.kind === 'replay' ? 1 : 0;
    this.underWay += 1;
    this.flying += 1;
    this.replaysFlying += replays;
    const at = clock.now();
    let outcome: SendOutcome;
    try {
      outcome = await send(recipient, delivery, at, this.abandoning.signal);
    } catch (error) {
      // A mistake of ours is no reason to keep the message in hand for ever.
      onError(error);
      outcome = { status: null, error: 'internal', durationMs: 0, response: null, retryAfterMs: null };
    } finally {
      // The place is free for the next; the lane is when the outcome is on record.
      this.flying -= 1;
      this.replaysFlying -= replays;
    }
    if (outcome.error === 'aborted') return this.arrived();
    this.record(recipient, delivery, { at, outcome });
    // Before this one is on record.
    this.go();
  }

  private record(
    recipient: Recipient,
    delivery: Delivery,
    { at, outcome }: { readonly at: string; readonly outcome: SendOutcome },
  ): void {
    const { record, failures, clock } = this.surroundings;
    this.failing = isDelivered(outcome) ? 0 : this.failing + 1;
    if (saysGone(delivery, outcome)) this.gone += 1;
    if (delivery.kind !== 'test') failures.heed(recipient.id, { at, outcome }, clock);
    const holds = recipient.ordered && delivery.kind !== 'test';
    const verdict = verdictOn(delivery, outcome, clock);
    this.recording += 1;
    record({ delivery, number: delivery.attempts + 1, at, outcome, verdict, holds }, this.recorded);
  }

  /** One for all deliveries: what each needs to know is in its attempt. */
  private readonly recorded: Recorded = (attempt, error) => {
    const { delivery } = attempt;
    this.recording -= 1;
    // It stays in hand: that it was sent is known nowhere else.
    if (error !== undefined) return this.done(attempt, error);
    this.settle(attempt);
    const noted = delivery.kind === 'test' ? null : this.surroundings.failures.note(delivery.endpointId, attempt);
    if (noted === null) return this.done(attempt);
    noted.then(
      () => this.done(attempt),
      (failure: unknown) => this.done(attempt, failure),
    );
  };

  private done({ delivery, outcome }: Attempt, failure?: unknown): void {
    if (saysGone(delivery, outcome)) this.gone -= 1;
    this.arrived();
    if (failure === undefined) this.goSoon();
    else this.surroundings.onError(failure);
  }

  private settle({ delivery, outcome, holds }: Attempt): void {
    this.hand.settle(delivery);
    if (isDelivered(outcome)) this.lanes.delivered(delivery);
    else {
      this.hand.forget(this.lanes.failed(delivery));
      if (holds) this.blocked.set(delivery.run, delivery.subject, true);
    }
    // What it held back is free now, and was not fetched with it.
    if (delivery.attempts > 0) this.hand.expectMore();
  }

  private arrived(): void {
    this.underWay -= 1;
    if (this.underWay === 0) for (const resolve of this.awaiting.splice(0)) resolve();
  }

  /** Once for all that are put on record together: the first must not find the others still on their way into it. */
  private goSoon(): void {
    if (this.goesSoon) return;
    this.goesSoon = true;
    queueMicrotask(() => {
      this.goesSoon = false;
      this.go();
    });
  }
}

/** A test of one that is gone only says so. */
const saysGone = ({ kind }: Delivery, { status }: Outcome): boolean => status === 410 && kind !== 'test';

/** Whether what was read for one may not be sent to the other: between two revisions it may have been stopped. */
const isOther = (one: Recipient, before: Recipient): boolean =>
  one.status !== before.status || one.revision > before.revision + 1;
