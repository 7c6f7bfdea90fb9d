import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, EventMetadata, Notice } from '@milepost/lifecycle';
import { LeasedLoop, type Pool } from '@milepost/postgres';
import type { Checkpoint } from './checkpoint';
import type { CheckpointLog } from './checkpoint-log';

/** What an operator may want to read in the log. */
export type ScheduleNotice =
  | { readonly kind: 'issued'; readonly checkpoint: Checkpoint }
  /** Nothing is signed: somebody has to look. */
  | { readonly kind: 'refused'; readonly notice: Notice }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryInMs: number };

interface ScheduleOptions {
  readonly log: CheckpointLog;
  readonly pool: Pool;
  readonly clock: Clock;
  /** Shortest time between two checkpoints. */
  readonly everySeconds: number;
  /** How often a process that stands by tries to take over, in milliseconds; 10,000 by default. */
  readonly standByMs?: number;
  readonly onNotice: (notice: ScheduleNotice) => void;
}

const LEASE = 'audit/checkpoints';
const METADATA: EventMetadata = { actor: 'milepost', source: 'schedule' };
const RETRY = { firstMs: 1_000, mostMs: 60_000 };

/** Issues checkpoints from time to time: of all processes that do so, the one that holds the lease. */
export class CheckpointSchedule {
  private readonly loop: LeasedLoop;
  private refusal: Notice | null = null;

  constructor(private readonly options: ScheduleOptions) {
    const { pool, standByMs = 10_000, onNotice } = options;
    this.loop = new LeasedLoop({
      pool,
      lease: LEASE,
      standByMs,
      retry: RETRY,
      lead: (signal) => this.lead(signal),
      onFailure: (error, retryInMs) => onNotice({ kind: 'failed', error, retryInMs }),
    });
  }

  /** Why nothing was signed the last time, `null` when all went well. */
  get lastRefusal(): Notice | null {
    return this.refusal;
  }

  start(): void {
    this.loop.start();
  }

  /** Resolves when the checkpoint in hand is recorded and the lease given up. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const { log, everySeconds, onNotice } = this.options;
    while (!signal.aborted) {
      await pause(await this.untilDueMs(), signal);
      if (signal.aborted) return;
      const outcome = await log.issue(METADATA);
      this.loop.wentWell();
      this.refusal = outcome.accepted ? null : outcome.error;
      if (!outcome.accepted) onNotice({ kind: 'refused', notice: outcome.error });
      else if (outcome.issued) onNotice({ kind: 'issued', checkpoint: outcome.checkpoint });
      if (!outcome.accepted || !outcome.issued) await pause(everySeconds * 1_000, signal);
    }
  }

  /** Counted from the last checkpoint, whoever issued it, so that a restart neither hastens nor delays the next. */
  private async untilDueMs(): Promise<number> {
    const { log, clock, everySeconds } = this.options;
    const latest = await log.checkpoints.latest();
    if (latest === null) return 0;
    const due = Date.parse(latest.issuedAt) + everySeconds * 1_000 - Date.parse(clock.now());
    // The store's clock may be ahead of ours, a sample's even by months.
    return Math.min(Math.max(due, 0), everySeconds * 1_000);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
