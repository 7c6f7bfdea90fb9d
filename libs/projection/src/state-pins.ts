import type { EventStore } from '@milepost/event-store';
import { Unavailable, type Clock } from '@milepost/lifecycle';
import { pause } from './pause';
import type { ViewGate } from './view-gate';

/** A state of knowledge that reads the same for ever: no event recorded later belongs to it. */
export interface Pin {
  /** Instant that everything up to is known at. */
  readonly knownAt: string;
  /** Position of the last event recorded by then. */
  readonly position: string;
}

export interface StatePinsOptions {
  readonly gate: ViewGate;
  readonly store: Pick<EventStore, 'positionAt'>;
  readonly clock: Clock;
  /** All views that answers are made of. */
  readonly views: readonly string[];
}

/**
 * How long after an instant another event may still get it, in milliseconds: instants are given while a writer holds
 * the store, and it may take so long until it has committed.
 */
const SETTLED_AFTER_MS = 1_000;

/** Pins answers to what is known, so that they can be had again. */
export class StatePins {
  constructor(private readonly options: StatePinsOptions) {}

  /**
   * What is known at an instant, or now; waits (bounded) until nothing can be added to it, and every view holds it.
   * @param view the view asked, whose last event is the latest that "now" takes into account
   * @throws ViewBehind
   * @throws DomainError `knowledge.unsettled` while the store's clock lies behind what it has recorded
   */
  async pin(view: string, knownAt: string | null | undefined): Promise<Pin> {
    const { gate, store, clock, views } = this.options;
    const { recordedAt } = await gate.state(view);
    const instant = knownAt && (recordedAt === null || knownAt < clock.now()) ? knownAt : (recordedAt ?? clock.now());
    await this.settled(instant);
    const position = await store.positionAt(instant);
    await Promise.all(views.map((each) => gate.waitFor(each, position)));
    return { knownAt: instant, position };
  }

  private async settled(instant: string): Promise<void> {
    const age = (): number => Date.parse(this.options.clock.now()) - Date.parse(instant);
    const left = SETTLED_AFTER_MS - age();
    if (left <= 0) return;
    await pause(Math.min(left, SETTLED_AFTER_MS), NEVER);
    if (age() <= 0) throw unsettled();
  }
}

const NEVER = new AbortController().signal;

const unsettled = (): Unavailable =>
  new Unavailable('knowledge.unsettled', {
    zh: '事件库时钟尚未越过所问时刻,请稍后重试。',
    en: 'The clock has not passed the instant asked for: try again.',
  });
