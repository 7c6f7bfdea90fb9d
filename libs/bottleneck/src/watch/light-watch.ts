import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@milepost/event-store';
import type { Clock } from '@milepost/lifecycle';
import { backoff, tryAcquireLease, type Pool } from '@milepost/postgres';
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
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private failed = 0;

  private constructor(
    private readonly options: LightWatchOptions,
    private readonly state: WatchState,
  ) {}

  static async open(options: LightWatchOptions): Promise<LightWatch> {
    return new LightWatch(options, await WatchState.open(options.pool));
  }

  /** How often it failed since something was last looked at. */
  get failures(): number {
    return this.failed;
  }

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** Resolves when the projects in hand are looked at and the lease is given up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.takePart(signal);
      } catch (error) {
        if (signal.aborted) return;
        const retryInMs = backoff(this.failed++, RETRY);
        this.options.onNotice({ kind: 'failed', error, retryInMs });
        await pause(retryInMs, signal);
      }
    }
  }

  private async takePart(signal: AbortSignal): Promise<void> {
    const { pool, standByMs = 10_000, onNotice } = this.options;
    const lease = await tryAcquireLease(pool, LEASE);
    if (lease === undefined) {
      this.failed = 0;
      return pause(standByMs, signal);
    }
    try {
      onNotice({ kind: 'leading' });
      await this.lead(AbortSignal.any([signal, lease.signal]));
    } finally {
      await lease.release();
    }
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const { store, pool, clock, lookMs = 10_000, onNotice } = this.options;
    const watching = new Watching({
      ...this.options,
      lookMs,
      state: this.state,
      rules: new RuleEvents(pool, BOTTLENECK),
      recorder: new LightRecorder(store, clock, onNotice),
      onProgress: () => (this.failed = 0),
    });
    await watching.begin(signal);
    // Where one of the two fails the other ends in order.
    const end = new AbortController();
    const until = AbortSignal.any([signal, end.signal]);
    const both = [watching.follow(until), watching.followDays(until)];
    const ended = await Promise.allSettled(both.map((one) => one.finally(() => end.abort())));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
