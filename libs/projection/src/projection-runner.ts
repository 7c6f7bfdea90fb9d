import type { EventStore } from '@milepost/event-store';
import { backoff, inTransaction, type Lease, type Pool, tryAcquireLease } from '@milepost/postgres';
import { Follower } from './follow/follower';
import type { OnStep } from './follow/step';
import { type Checkpoint, CheckpointMoved, readCheckpoint } from './generation/checkpoint';
import { createCheckpointTables } from './generation/checkpoint-tables';
import { dropRetired } from './generation/drop-retired';
import { createGeneration } from './generation/generation-tables';
import type { LocalHealth, LastError, Role } from './health';
import type { OnNotice } from './notice';
import { pause } from './pause';
import { type AnyProjection, checkProjection } from './projection';
import { rebuild, RebuildRunning } from './rebuild';
import type { Rebuild } from './rebuild-options';

export interface RunnerOptions {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Most events folded in one transaction; 5,000 by default. Live events never wait for a batch to fill. */
  readonly batchSize?: number;
  /**
   * Most events folded in one transaction while rebuilding; by default 20,000, or `batchSize` where that is given. What
   * changes several times within one is written once.
   */
  readonly rebuildBatchSize?: number;
  /** Most states kept in memory per projection; 4,000 by default. */
  readonly mostStates?: number;
  /** How often a process that stands by tries to take over, in milliseconds; 1,000 by default. */
  readonly standByMs?: number;
  readonly onNotice?: OnNotice;
  /** For tests: called between any two effects. */
  readonly onStep?: OnStep;
}

/** How often a leader looks for what a rebuild that was cut off has left, in milliseconds. */
const TIDY_MS = 5_000;
const REBUILD_BATCH = 20_000;
const RETRY = { firstMs: 100, mostMs: 10_000 };

/** Runs one projection: takes its lease or stands by, creates, follows, rebuilds, and never gives up by itself. */
export class ProjectionRunner {
  private role: Role = 'stopped';
  private applied = 0;
  private failures = 0;
  private lastError: LastError | undefined;

  constructor(
    private readonly projection: AnyProjection,
    private readonly options: RunnerOptions,
  ) {
    checkProjection(projection);
  }

  /** What this process knows of its own part. */
  get health(): LocalHealth {
    const { name: projection, version } = this.projection;
    return { projection, version, role: this.role, applied: this.applied, lastError: this.lastError };
  }

  /** Runs until the signal aborts; resolves after the batch in hand is committed and the lease given up. */
  async run(signal: AbortSignal): Promise<void> {
    this.become('starting');
    while (!signal.aborted) {
      try {
        await this.takePart(signal);
      } catch (error) {
        // Someone switched, retried or took over: what is there now decides what to do, at once.
        if (error instanceof CheckpointMoved && this.failures === 0) this.failures = 1;
        else await this.recover(error, signal);
      }
    }
    this.become('stopped');
  }

  /** Rebuilds from zero beside the live tables, whichever process follows those, and switches. */
  async rebuild(options: Pick<Rebuild, 'onProgress' | 'signal' | 'folding'> = {}): Promise<void> {
    await createCheckpointTables(this.options.pool);
    await this.buildNext({ ...options, resume: false });
  }

  private async buildNext(
    options: Pick<Rebuild, 'onProgress' | 'signal' | 'folding' | 'resume' | 'needed'>,
  ): Promise<void> {
    const { projection } = this;
    const about = { projection: projection.name, version: projection.version };
    const { batchSize = REBUILD_BATCH, rebuildBatchSize = batchSize } = this.options;
    const live = await rebuild({
      ...this.limits,
      batchSize: rebuildBatchSize,
      ...options,
      projection,
      onBegin: () => this.notice({ kind: 'rebuild begun', ...about }),
      onReadersInTheWay: () => this.notice({ kind: 'readers in the way', projection: projection.name }),
    });
    if (!live) return;
    this.notice({ kind: 'rebuild ended', ...about });
    await this.dropOld();
  }

  private async takePart(signal: AbortSignal): Promise<void> {
    const { pool, standByMs = 1_000 } = this.options;
    await createCheckpointTables(pool);
    const live = await readCheckpoint(pool, this.projection.name, 'live');
    if (live && live.version > this.projection.version) {
      this.become('outdated');
      return pause(standByMs, signal);
    }
    if (live && live.version < this.projection.version) return this.bringUpToVersion(signal);
    const lease = await tryAcquireLease(pool, `projection/${this.projection.name}`);
    if (!lease) {
      this.become('standing by');
      return pause(standByMs, signal);
    }
    try {
      await this.lead(lease, signal);
    } finally {
      await lease.release();
    }
  }

  private async bringUpToVersion(signal: AbortSignal): Promise<void> {
    const { version } = this.projection;
    this.become('rebuilding');
    try {
      await this.buildNext({ signal, resume: true, needed: (live) => !!live && live.version < version });
    } catch (error) {
      if (!(error instanceof RebuildRunning)) throw error;
      await pause(this.options.standByMs ?? 1_000, signal);
    }
  }

  private async lead(lease: Lease, stop: AbortSignal): Promise<void> {
    const { pool } = this.options;
    await inTransaction(pool, async (client) => {
      if (await readCheckpoint(client, this.projection.name, 'live')) return;
      await createGeneration(client, this.projection, 'live');
    });
    this.become('leading');
    const follower = new Follower({
      ...this.limits,
      projection: this.projection,
      stage: 'live',
      fence: lease.signal,
      onBatch: ({ events, parked }) => {
        this.applied += events;
        this.failures = 0;
        for (const one of parked) this.notice({ kind: 'parked', projection: this.projection.name, ...one });
      },
    });
    const ended = new AbortController();
    const signal = AbortSignal.any([stop, lease.signal, ended.signal]);
    const aside = [this.tidyUp(signal), this.untilReplaced(signal).then(() => ended.abort())];
    try {
      await follower.follow(signal);
    } finally {
      ended.abort();
      await Promise.all(aside);
    }
    if (lease.signal.aborted && !stop.aborted) throw new Error(`${this.projection.name}: the lease was lost`);
  }

  /**
   * Resolves when the live tables are of another version. With no event to fold, the fence alone would let a process
   * that can do nothing for them keep the lease.
   */
  private async untilReplaced(signal: AbortSignal): Promise<void> {
    const { pool, standByMs = 1_000 } = this.options;
    while (!signal.aborted) {
      await pause(standByMs, signal);
      const live = await readCheckpoint(pool, this.projection.name, 'live').catch(() => undefined);
      if (live && live.version !== this.projection.version) return;
    }
  }

  /** Finishes what a rebuild that was cut off, here or in another process, has left: half-built or old tables. */
  private async tidyUp(signal: AbortSignal): Promise<void> {
    const { name, version } = this.projection;
    while (!signal.aborted) {
      try {
        const left = (next: Checkpoint | undefined) => next?.version === version;
        if (left(await readCheckpoint(this.options.pool, name, 'next'))) {
          await this.buildNext({ signal, resume: true, needed: (_, next) => left(next) });
        } else await this.dropOld();
      } catch (error) {
        // While another process is at it there is nothing to finish.
        if (!(error instanceof RebuildRunning) && !signal.aborted) this.failed(error, TIDY_MS);
      }
      await pause(TIDY_MS, signal);
    }
  }

  private async dropOld(): Promise<void> {
    const { dropped, left } = await dropRetired(this.options.pool, this.projection.name);
    if (left > 0) this.notice({ kind: 'readers in the way', projection: this.projection.name });
    if (dropped > 0) this.options.onStep?.('switch: old dropped', 'live');
  }

  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const wait = backoff(this.failures++, RETRY);
    this.become('failed');
    this.failed(error, wait);
    await pause(wait, signal);
  }

  private failed(error: unknown, retryInMs: number): void {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.lastError = { message, at: new Date().toISOString() };
    this.notice({ kind: 'failed', projection: this.projection.name, error, retryInMs });
  }

  private become(role: Role): void {
    if (this.role === role) return;
    this.role = role;
    this.notice({ kind: 'role', projection: this.projection.name, role });
  }

  private notice(notice: Parameters<OnNotice>[0]): void {
    this.options.onNotice?.(notice);
  }

  private get limits() {
    const { store, pool, batchSize = 5_000, mostStates = 4_000, onStep } = this.options;
    return { store, pool, batchSize, mostStates, onStep };
  }
}
