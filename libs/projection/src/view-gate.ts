import { comparePositions, DomainError } from '@milepost/lifecycle';
import { listen, type Listener, type Pool } from '@milepost/postgres';
import { coalesce } from './coalesce';
import { readCheckpoint } from './generation/checkpoint';
import { CHECKPOINT_CHANNEL } from './generation/checkpoint-tables';

interface Waiter {
  readonly projection: string;
  readonly wanted: string;
  readonly arrived: () => void;
}

/** How often a waiter's projection is looked at when no notification comes, in milliseconds. */
const POLL_MS = 250;
const BOUND_MS = 5_000;

/** How far a view has come. */
export interface Reached {
  readonly position: string;
  /** Changes whenever the rows may have: with the position, with a rebuild, with the retry of a parked project. */
  readonly state: string;
  /** Instant at which the store took the event of that position, `null` before the first. */
  readonly recordedAt: string | null;
}

/** Lets a reader wait until a view has reached a position, so that it sees what it has just written. */
export class ViewGate {
  /** Highest live positions heard of. A live position never goes back, not even in a switch. */
  private readonly reached = new Map<string, string>();
  private readonly reads = new Map<string, () => Promise<Reached>>();
  private readonly waiters = new Set<Waiter>();
  private readonly listener: Listener;
  private polling: NodeJS.Timeout | undefined;

  constructor(private readonly pool: Pool) {
    this.listener = listen(pool, {
      handlers: {
        [CHECKPOINT_CHANNEL]: (payload) => {
          const [projection, position] = payload.split(':');
          if (projection && position) this.arrive(projection, position);
        },
      },
      onReconnect: () => void this.poll(),
    });
  }

  /** Whether the view is known to have been built; it stays so. */
  knows(projection: string): boolean {
    return (this.reached.get(projection) ?? '0') !== '0';
  }

  /** Position of the live checkpoint, `'0'` for a view not yet built. */
  async position(projection: string): Promise<string> {
    return (await this.state(projection)).position;
  }

  /** The state of the live tables. */
  state(projection: string): Promise<Reached> {
    let read = this.reads.get(projection);
    // Every query asks: together they need no more than one statement at a time.
    if (!read) this.reads.set(projection, (read = coalesce(() => this.readState(projection))));
    return read();
  }

  private async readState(projection: string): Promise<Reached> {
    const live = await readCheckpoint(this.pool, projection, 'live').catch((error: unknown) => {
      // The tables come with the first process that projects.
      if ((error as { code?: unknown }).code === '42P01') return undefined;
      throw error;
    });
    const position = live?.position ?? '0';
    this.arrive(projection, position);
    const recordedAt = live?.recordedAt ?? null;
    return { position, recordedAt, state: `${live?.generation ?? 0}/${live?.epoch ?? 0}/${position}` };
  }

  /**
   * Resolves when the live tables hold everything up to this position.
   * @param timeoutMs 5,000 by default
   * @throws ViewBehind when they do not within that time
   */
  async waitFor(projection: string, position: string, timeoutMs = BOUND_MS): Promise<void> {
    const known = this.reached.get(projection);
    if (known !== undefined && comparePositions(known, position) >= 0) return;
    if (comparePositions(await this.position(projection), position) >= 0) return;
    const arrived = await this.arrival(projection, position, timeoutMs);
    if (!arrived) throw new ViewBehind(projection, position, await this.position(projection));
  }

  async close(): Promise<void> {
    clearInterval(this.polling);
    await this.listener.close();
  }

  private async arrival(projection: string, wanted: string, timeoutMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    let waiter: Waiter | undefined;
    const arrived = await new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
      waiter = { projection, wanted, arrived: () => resolve(true) };
      this.waiters.add(waiter);
      this.polling ??= setInterval(() => void this.poll(), POLL_MS);
      // What arrived between the look before and this moment was announced to nobody.
      const known = this.reached.get(projection);
      if (known !== undefined && comparePositions(known, wanted) >= 0) resolve(true);
    });
    clearTimeout(timer);
    if (waiter) this.waiters.delete(waiter);
    if (this.waiters.size === 0) {
      clearInterval(this.polling);
      this.polling = undefined;
    }
    return arrived;
  }

  private arrive(projection: string, position: string): void {
    const known = this.reached.get(projection);
    if (known !== undefined && comparePositions(known, position) >= 0) return;
    this.reached.set(projection, position);
    for (const waiter of this.waiters) {
      if (waiter.projection === projection && comparePositions(position, waiter.wanted) >= 0) waiter.arrived();
    }
  }

  private async poll(): Promise<void> {
    const projections = new Set([...this.waiters].map((waiter) => waiter.projection));
    // A database that can't be asked now is asked again; the waiters' own time bounds them.
    for (const projection of projections) await this.position(projection).catch(() => undefined);
  }
}

/** A view has not reached the position asked for in time. */
export class ViewBehind extends DomainError {
  override readonly name = 'ViewBehind';
  constructor(
    readonly projection: string,
    readonly wanted: string,
    readonly reached: string,
  ) {
    super(
      'view.behind',
      {
        zh: `视图 ${projection} 目前到位置 ${reached}，尚未到 ${wanted}，请稍后重试`,
        en: `${projection} has reached position ${reached}, not yet ${wanted}: try again`,
      },
      'atLeast',
    );
  }
}
