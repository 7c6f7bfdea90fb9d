import type { Folding } from './by-stream/folding';
import { checkViews, type CheckOptions, type ViewsReport } from './check/check-views';
import { readCheckpoint } from './generation/checkpoint';
import { createCheckpointTables } from './generation/checkpoint-tables';
import { type ParkedKey, readParked, SHARED_KEY } from './follow/parked-keys';
import { type ProjectionHealth, readHealth } from './health';
import { type AnyProjection, InvalidProjection } from './projection';
import { ProjectionRunner, type RunnerOptions } from './projection-runner';
import type { RebuildProgress } from './rebuild-options';
import { retryParked } from './retry-parked';

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Cuts the rebuild off; it is resumed by the next process that leads the projection. */
  readonly signal?: AbortSignal;
  /** Where streams are folded: see `foldTogether`. In this process, by default. */
  readonly folding?: Folding;
}

/** All read models of a process. Everything but `start` works in any process, whoever leads a projection. */
export class Projector {
  private readonly projections = new Map<string, AnyProjection>();
  private readonly runners = new Map<string, ProjectionRunner>();
  private stopping: AbortController | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    projections: readonly AnyProjection[],
    private readonly options: RunnerOptions,
  ) {
    for (const projection of projections) {
      if (this.projections.has(projection.name)) throw new InvalidProjection(`two projections ${projection.name}`);
      this.projections.set(projection.name, projection);
      this.runners.set(projection.name, new ProjectionRunner(projection, options));
    }
  }

  get names(): string[] {
    return [...this.projections.keys()];
  }

  /** Starts all projections; `health` says what has become of them. */
  start(): void {
    if (this.stopping) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.running = Promise.all([...this.runners.values()].map((runner) => runner.run(stopping.signal)));
  }

  /** Stops in order: batches in hand are committed, leases given up. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.running;
    this.stopping = undefined;
  }

  /** What has become of each projection; answers also when the database does not. */
  async health(): Promise<ProjectionHealth[]> {
    const { pool, store } = this.options;
    const all: ProjectionHealth[] = [];
    for (const runner of this.runners.values()) all.push(await readHealth(pool, store, runner.health));
    return all;
  }

  /**
   * Rebuilds a projection from zero beside the live one and switches; readers see complete tables all along. A
   * transaction that keeps one snapshot (repeatable read) must read a table of the projection first thing: the switch
   * then waits for its end. Rows of a table that is younger than its snapshot would not exist for it.
   * @throws RebuildRunning when a process is at it already
   */
  async rebuild(name: string, options: RebuildOptions = {}): Promise<void> {
    await this.runner(name).rebuild(options);
  }

  /**
   * Holds every row of every view against what the events make when they are folded from zero: see `checkViews`.
   * @throws Error when a view can't be checked
   */
  async check(options: Omit<CheckOptions, 'store' | 'pool'>): Promise<ViewsReport> {
    const { store, pool } = this.options;
    return checkViews([...this.projections.values()], { ...options, store, pool });
  }

  /** Keys whose events are not applied, since one of them could not be. */
  async parked(name: string): Promise<ParkedKey[]> {
    this.runner(name);
    await createCheckpointTables(this.options.pool);
    const live = await readCheckpoint(this.options.pool, name, 'live');
    return live ? readParked(this.options.pool, live) : [];
  }

  /**
   * Folds a parked key again from zero. A parked shared event concerns all keys: the projection is rebuilt.
   * @returns false when the key is not parked
   * @throws StillParked when it still can't be applied
   */
  async retryParked(name: string, key: string): Promise<boolean> {
    const parked = await this.parked(name);
    if (!parked.some((one) => one.key === key)) return false;
    if (key === SHARED_KEY) {
      await this.rebuild(name);
      return true;
    }
    const projection = this.projections.get(name) as AnyProjection;
    return retryParked({ ...this.options, projection }, key);
  }

  private runner(name: string): ProjectionRunner {
    const runner = this.runners.get(name);
    if (!runner) throw new InvalidProjection(`no projection ${name}; there are ${this.names.join(', ')}`);
    return runner;
  }
}
