import { dayIn, DomainError, type AsOf, type Clock } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import type { ViewGate } from './view-gate';

/** What a query may ask of time: a day, an instant of knowledge, both or neither. */
export interface AskedAsOf {
  readonly on?: string | null;
  readonly knownAt?: string | null;
}

/** The read side of a process: the read database and how far its views have come. */
export class ReadModels {
  constructor(
    readonly pool: Pool,
    private readonly gate: ViewGate,
    private readonly clock: Clock,
  ) {}

  /**
   * The position that a view has reached, after waiting (bounded) until it is at least the one asked for.
   * @throws ViewBehind
   * @throws DomainError `view.not-ready` while the view has not been built for the first time
   */
  async reach(projection: string, atLeast?: string | null): Promise<string> {
    if (atLeast) await this.gate.waitFor(projection, atLeast);
    const position = await this.gate.position(projection);
    if (position === '0') throw notReady(projection);
    return position;
  }

  /** "Now" is today in the region's time zone with all that is known. */
  asOf(asked: AskedAsOf | null | undefined, timeZone: string): AsOf {
    return { on: asked?.on ?? dayIn(timeZone, this.clock.now()), knownAt: asked?.knownAt ?? null };
  }
}

const notReady = (projection: string): DomainError =>
  new DomainError('view.not-ready', {
    zh: `视图 ${projection} 正在首次生成，请稍后重试`,
    en: `${projection} is being built for the first time: try again`,
  });
