import { CN_INVESTMENT, laterThan, type DayNumber } from '@milepost/lifecycle';
import type { Fate } from './fate';
import type { KindTraits } from './kinds';
import type { Random } from './random';

export type Dates = ReadonlyMap<string, DayNumber>;

/** What happens in the world, whether recorded or not. */
export interface Plan {
  /** What everyone expected at the start. */
  readonly intended: Dates;
  /** What really happens. */
  readonly dates: Dates;
  readonly pause: { readonly from: DayNumber; readonly to: DayNumber | null } | null;
  readonly end: { readonly from: DayNumber; readonly to: DayNumber | null } | null;
}

/** Days after the last of the milestones before it. */
const DELAYS: Record<string, readonly [min: number, max: number]> = {
  negotiation: [0, 0],
  signing: [15, 130],
  filing: [6, 60],
  'land-pre-approval': [15, 140],
  eia: [18, 160],
  tendering: [20, 150],
  'land-supply': [25, 200],
  'planning-permit': [8, 60],
  'construction-permit': [8, 60],
  groundbreaking: [3, 90],
  statistics: [6, 90],
  completion: [130, 560],
  acceptance: [8, 70],
  commissioning: [6, 150],
  'full-capacity': [90, 360],
};

function courseWithoutMishap(traits: KindTraits, start: DayNumber, fate: Fate, random: Random): Map<string, DayNumber> {
  const dates = new Map<string, DayNumber>();
  for (const { code, after, notApplicableTo } of CN_INVESTMENT.milestones) {
    if (notApplicableTo?.includes(traits.code) === true) continue;
    const before = after.map((each) => dates.get(each)).filter((date) => date !== undefined);
    // Kinds without land go on from the filing.
    const from = before.length > 0 ? Math.max(...before) : (dates.get('filing') ?? start);
    const [min, max] = DELAYS[code] as readonly [number, number];
    const works = code === 'completion' ? traits.works : 1;
    dates.set(code, from + Math.round(random.skewed(min, max) * fate.pace * works));
  }
  return dates;
}

/** Ground broken too early: all that follows keeps its date. */
function startEarly(dates: Map<string, DayNumber>, fate: Fate, random: Random): void {
  const ignored = fate.startsBefore === null ? undefined : dates.get(fate.startsBefore);
  const start = dates.get('groundbreaking');
  if (ignored === undefined || start === undefined) return;
  dates.set('groundbreaking', Math.max(ignored - random.int(8, 50), (dates.get('filing') ?? start) + 1));
}

/** Moves all that lies on or after a day: by so many days, or away for good. */
function shift(dates: Map<string, DayNumber>, from: DayNumber, days: number | null): void {
  for (const [milestone, on] of dates) {
    if (on < from) continue;
    if (days === null) dates.delete(milestone);
    else dates.set(milestone, on + days);
  }
}

/** A day on which the project waits for a milestone, not long before it would have been reached. */
function waitingFor(dates: Map<string, DayNumber>, milestone: string, random: Random): DayNumber | undefined {
  const on = dates.get(milestone);
  return on === undefined ? undefined : on - random.int(0, 4);
}

/** The way that a project takes through the world. */
export function planFor(traits: KindTraits, start: DayNumber, fate: Fate, random: Random): Plan {
  const intended = courseWithoutMishap(traits, start, fate, random);
  const dates = new Map(intended);
  startEarly(dates, fate, random);
  for (const { milestone } of fate.waivers) dates.delete(milestone);
  const stalledAt = fate.approvalLapses ? 'land-supply' : fate.stalledAt;
  if (stalledAt !== null) {
    for (const milestone of [stalledAt, ...laterThan(CN_INVESTMENT, stalledAt)]) dates.delete(milestone);
  }
  let pause: Plan['pause'] = null;
  let end: Plan['end'] = null;
  if (fate.pause !== null) {
    const from = waitingFor(dates, fate.pause.before, random);
    if (from !== undefined) {
      shift(dates, from, fate.pause.days);
      pause = { from, to: fate.pause.days === null ? null : from + fate.pause.days };
    }
  }
  if (fate.end !== null) {
    const from = waitingFor(dates, fate.end.before, random);
    if (from !== undefined) {
      shift(dates, from, fate.end.revivedAfter);
      end = { from, to: fate.end.revivedAfter === null ? null : from + fate.end.revivedAfter };
    }
  }
  return { intended, dates, pause, end };
}
