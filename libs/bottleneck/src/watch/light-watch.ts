import type { EventStore } from '@milepost/event-store';
import type { Clock } from '@milepost/lifecycle';
import { leadTogether, LeasedLoop, type Pool } from '@milepost/postgres';
import { RuleEvents, type ViewGate } from '@milepost/projection';
import { BOTTLENECK } from '../projection/tables';
import { LightRecorder } from './light-recorder';
import type { OnLightNotice } from './notice';
import { WatchState } from './watch-state';
import { Watching } from './watching';

export interface LightWatchOptions {
  readonly store: EventStore;
  /** Of the read database: holds the view, the lease and the small state of the watch. */
  readonly pool: Pool;
  readonly gate: Pick<ViewGate, 'waitFor'>;
  readonly clock: Clock;
  /** How often a process that stands by tries to take over, in milliseconds; 10,000 by default. */
  readonly standByMs?: number;
  /** How often it is looked whether a day has begun, in milliseconds; 10,000 by default. */
  readonly lookMs?: number;
  readonly onNotice: OnLightNotice;
}

const LEASE = 'bottleneck/lights';
const RETRY = { firstMs: 1_000, mostMs: 60_000 };

/**
 * Watches the lights of all projects and records their turns as events: of all processes that do so, the one that holds
 * the lease.
 *
 * A full look (the first, and one after rules were adopted) reads two streams a project, 16 projects at once: on the
 * sample (15 events a project) 0.25 s per 1,000 projects on one core, 0.55 s where most have something to be said.
 */
export class LightWatch {
  private readonly loop: LeasedLoop;

  private constructor(
    private readonly options: LightWatchOptions,
    private readonly state: WatchState,
  ) {
    const { pool, standByMs = 10_000, onNotice } = options;
    this.loop = new LeasedLoop({
      pool,
      lease: LEASE,
      standByMs,
      retry: RETRY,
      lead: (signal) => this.lead(signal),
      onFailure: (error, retryInMs) => onNotice({ kind: 'failed', error, retryInMs }),
      onStandBy: () => this.loop.wentWell(),
    });
  }

  static async open(options: LightWatchOptions): Promise<LightWatch> {
    return new LightWatch(options, await WatchState.open(options.pool));
  }

  /** How often it failed since something was last looked at. */
  get failures(): number {
    return this.loop.failures;
  }

  start(): void {
    this.loop.start();
  }

  /** Resolves when the projects in hand are looked at and the lease is given up. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const { store, pool, clock, lookMs = 10_000, onNotice } = this.options;
    onNotice({ kind: 'leading' });
    const watching = new Watching({
      ...this.options,
      lookMs,
      state: this.state,
      rules: new RuleEvents(pool, BOTTLENECK),
      recorder: new LightRecorder(store, clock, onNotice),
      onProgress: () => this.loop.wentWell(),
    });
    await watching.begin(signal);
    await leadTogether(signal, [(until) => watching.follow(until), (until) => watching.followDays(until)]);
  }
}
