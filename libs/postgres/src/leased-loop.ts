import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { tryAcquireLease } from './advisory-lock';
import { backoff, type BackoffLimits } from './backoff';

export interface LeasedLoopOptions {
  readonly pool: Pool;
  /** Name of the lease. */
  readonly lease: string;
  /** How often a process that stands by tries to take over, in milliseconds. */
  readonly standByMs: number;
  readonly retry: BackoffLimits;
  /** The work of the one that holds the lease, until the signal aborts: then the lease is lost, or the loop is to end. */
  readonly lead: (signal: AbortSignal) => Promise<void>;
  readonly onFailure: (error: unknown, retryInMs: number) => void;
  /** Another process has the lease. */
  readonly onStandBy?: () => void;
}

/** Work that one of all processes does: whichever holds the lease. What fails is begun anew, after a while. */
export class LeasedLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private failed = 0;

  constructor(private readonly options: LeasedLoopOptions) {}

  /** How often it failed since something went well. */
  get failures(): number {
    return this.failed;
  }

  /** Something went well: the next failure counts as the first. */
  wentWell(): void {
    this.failed = 0;
  }

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** Resolves when the work in hand is done and the lease given up. */
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
        const retryInMs = backoff(this.failed++, this.options.retry);
        this.options.onFailure(error, retryInMs);
        await pause(retryInMs, signal);
      }
    }
  }

  private async takePart(signal: AbortSignal): Promise<void> {
    const { pool, lease: name, standByMs, lead, onStandBy } = this.options;
    const lease = await tryAcquireLease(pool, name);
    if (lease === undefined) {
      onStandBy?.();
      return pause(standByMs, signal);
    }
    try {
      await lead(AbortSignal.any([signal, lease.signal]));
    } finally {
      await lease.release();
    }
  }
}

/** Runs parts of one work beside each other: where one fails the others end in order, and then it is thrown. */
export async function leadTogether(
  signal: AbortSignal,
  parts: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const ends = await Promise.allSettled(parts.map((part) => part(until).finally(() => over.abort())));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
