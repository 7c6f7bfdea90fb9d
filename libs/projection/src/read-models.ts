import { ALWAYS, dayIn, dayOf, DomainError, FOREVER, type AsOf, type Clock } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import type { Reached, ViewGate } from './view-gate';

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
   * How far a view has come, after waiting (bounded) until it is at least the one asked for.
   * @throws ViewBehind
   * @throws DomainError `view.not-ready` while the view has not been built for the first time
   */
  async reach(projection: string, atLeast?: string | null): Promise<Reached> {
    if (atLeast) await this.gate.waitFor(projection, atLeast);
    const reached = await this.gate.state(projection);
    if (reached.position === '0') throw notReady(projection);
    return reached;
  }

  /**
   * Resolves when a view has been built and holds everything up to the position asked for; for queries that need not
   * say which position they show.
   * @throws ViewBehind
   * @throws DomainError `view.not-ready`
   */
  async built(projection: string, atLeast?: string | null): Promise<void> {
    if (atLeast) await this.gate.waitFor(projection, atLeast);
    if (!this.gate.knows(projection)) await this.reach(projection);
  }

  /**
   * "Now" is today in the region's time zone with all that is known.
   * @throws DomainError `as-of.out-of-calendar`
   */
  asOf(asked: AskedAsOf | null | undefined, timeZone: string): AsOf {
    const on = asked?.on ?? dayIn(timeZone, this.clock.now());
    if (on < FIRST_DAY || on > LAST_DAY) throw outOfCalendar(on);
    return { on, knownAt: asked?.knownAt ?? null };
  }
}

/** Views hold each day from the calendar's first to the one before its last, which stands for "for ever". */
const FIRST_DAY = dayOf(ALWAYS);
const LAST_DAY = dayOf(FOREVER - 1);

const outOfCalendar = (on: string): DomainError =>
  new DomainError(
    'as-of.out-of-calendar',
    { zh: `日期 ${on} 超出 ${FIRST_DAY} 至 ${LAST_DAY}`, en: `${on} is not between ${FIRST_DAY} and ${LAST_DAY}` },
    'asOf.on',
  );

const notReady = (projection: string): DomainError =>
  new DomainError('view.not-ready', {
    zh: `视图 ${projection} 正在首次生成，请稍后重试`,
    en: `${projection} is being built for the first time: try again`,
  });
