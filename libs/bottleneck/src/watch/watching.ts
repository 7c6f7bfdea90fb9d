import type { EventStore } from '@milepost/event-store';
import {
  comparePositions,
  dayIn,
  EMPTY_RULEBOOK,
  projectIdOf,
  timeZoneOf,
  type Clock,
  type Day,
  type Rulebook,
} from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { isRuleEvent, ViewBehind, type RuleEvents, type ViewGate } from '@milepost/projection';
import { setTimeout as sleep } from 'node:timers/promises';
import { BOTTLENECK } from '../projection/tables';
import { allProjects, dueProjects } from './due-projects';
import type { LightRecorder, Watched } from './light-recorder';
import type { OnLightNotice } from './notice';
import type { WatchState } from './watch-state';

export interface WatchingOptions {
  readonly store: EventStore;
  /** Of the read database. */
  readonly pool: Pool;
  readonly gate: Pick<ViewGate, 'waitFor'>;
  readonly rules: RuleEvents;
  readonly state: WatchState;
  readonly recorder: LightRecorder;
  readonly clock: Clock;
  /** How often it is looked whether a day has begun, in milliseconds. */
  readonly lookMs: number;
  readonly onNotice: OnLightNotice;
  /** Called whenever something was looked at. */
  readonly onProgress: () => void;
}

/** Longest that one wait for the view takes before it is seen whether to wait on, in milliseconds. */
const WAIT_MS = 500;
const BATCH = 500;

/** What the process does that holds the lease: follows the store, and looks when a day begins. */
export class Watching {
  private book: Rulebook = EMPTY_RULEBOOK;
  private through = new Map<string, Day>();
  private position = '0';

  constructor(private readonly options: WatchingOptions) {}

  /** Takes up where the last one left off; where nobody did, all projects are looked at. */
  async begin(signal: AbortSignal): Promise<void> {
    const { store, state } = this.options;
    const head = await store.head();
    await this.readRules(head, signal);
    const { position, through } = await state.read();
    this.through = new Map(through);
    // A store that was put back to an earlier state holds less than what was seen.
    if (position !== null && comparePositions(position, head) <= 0) {
      this.position = position;
      return;
    }
    await this.lookAtAll(signal);
    signal.throwIfAborted();
    await state.savePosition(head);
    this.position = head;
  }

  /** Looks at every project of which something was recorded, and at all when rules were adopted. */
  async follow(signal: AbortSignal): Promise<void> {
    const { store, state, recorder, onProgress } = this.options;
    for await (const events of store.subscribe({ after: this.position, batchSize: BATCH, signal })) {
      const last = events.at(-1);
      if (last === undefined) continue;
      if (events.some(isRuleEvent)) {
        await this.readRules(last.position, signal);
        await this.lookAtAll(signal);
      } else {
        const ids = new Set(events.map(({ stream }) => projectIdOf(stream)).filter((id) => id !== null));
        await recorder.record([...ids], this.watched, signal);
      }
      if (signal.aborted) return;
      await state.savePosition(last.position);
      onProgress();
    }
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  /** Looks at the projects of which something turns whenever days have begun in a zone. */
  async followDays(signal: AbortSignal): Promise<void> {
    const { clock, lookMs } = this.options;
    while (!signal.aborted) {
      const days = [...this.todays(clock.now())];
      const begun = days.filter(([zone, today]) => (this.through.get(zone) ?? '') < today);
      if (begun.length > 0) await this.lookAtDue(begun, signal);
      await sleep(lookMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async lookAtDue(begun: readonly (readonly [string, Day])[], signal: AbortSignal): Promise<void> {
    const watched = begun.map(([zone]) => this.through.get(zone));
    // A zone of which nothing is known came with a catalogue.
    if (watched.includes(undefined)) return this.lookAtAll(signal);
    const [first, last] = [
      (watched as Day[]).sort()[0],
      begun
        .map(([, today]) => today)
        .sort()
        .at(-1),
    ];
    await this.untilView(await this.options.store.head(), signal);
    await this.look('due', dueProjects(this.options.pool, first as Day, last as Day), begun, signal);
  }

  private async lookAtAll(signal: AbortSignal): Promise<void> {
    const days = [...this.todays(this.options.clock.now())];
    await this.look('all', allProjects(this.options.pool), days, signal);
  }

  private async look(
    at: 'all' | 'due',
    pages: AsyncIterable<string[]>,
    days: readonly (readonly [string, Day])[],
    signal: AbortSignal,
  ): Promise<void> {
    const { recorder, state, onNotice, onProgress } = this.options;
    let [projects, turns] = [0, 0];
    for await (const ids of pages) {
      turns += await recorder.record(ids, this.watched, signal);
      if (signal.aborted) return;
      projects += ids.length;
      onProgress();
    }
    await state.saveThrough(
      days.map(([zone]) => zone),
      days.map(([, day]) => day),
    );
    for (const [zone, day] of days) this.through.set(zone, day);
    onNotice({ kind: 'looked', at, projects, turns });
  }

  private get watched(): Watched {
    return { book: this.book, through: this.through };
  }

  /** Today in the zone of every catalogue. */
  private todays(now: string): Map<string, Day> {
    const zones = Object.keys(this.book.catalogues).map((code) => timeZoneOf(this.book, code));
    return new Map(zones.filter((zone) => zone !== undefined).map((zone) => [zone, dayIn(zone, now)]));
  }

  private async readRules(upTo: string, signal: AbortSignal): Promise<void> {
    await this.untilView(upTo, signal);
    this.book = await this.options.rules.rulebook(null);
  }

  /** Waits for as long as it takes: a view may be in the middle of its first building. @throws AbortError */
  private async untilView(position: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await this.options.gate.waitFor(BOTTLENECK, position, WAIT_MS);
      } catch (error) {
        if (!(error instanceof ViewBehind)) throw error;
      }
    }
  }
}
