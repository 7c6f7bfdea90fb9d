import { dayIn, dayNumber, type DayNumber } from '../calendar/day';
import type { Course } from '../project/course';
import type { History, MilestoneFact } from '../project/history';
import type { Publications } from './publications';

/** What a rule reads: a project as its dates stand in one version of the catalogue, with attributes that hold for a while. */
export interface Reading {
  readonly history: History;
  readonly course: Course;
  readonly kind: string;
  /** Exact decimal yuan. */
  readonly totalInvestment: string | null;
  readonly publications: Publications;
}

const MOST_DAYS = 100_000;
const days = new Map<string, Map<string, DayNumber>>();

/** The day of an instant in the reading's time zone. Remembered: the calendar of a zone is slow to ask. */
export function dayOfInstant({ course }: Reading, instant: string): DayNumber {
  const { timeZone } = course.catalogue;
  let known = days.get(timeZone);
  if (known === undefined || known.size > MOST_DAYS) days.set(timeZone, (known = new Map<string, DayNumber>()));
  let day = known.get(instant);
  if (day === undefined) known.set(instant, (day = dayNumber(dayIn(timeZone, instant))));
  return day;
}

/** The milestones that are held true, in the order in which they were stated; only those named, where some are. */
export function milestoneFacts({ history }: Reading, milestones?: readonly string[]): MilestoneFact[] {
  const found: MilestoneFact[] = [];
  for (const fact of history.facts) {
    if (fact.kind === 'milestone' && (milestones === undefined || milestones.includes(fact.milestone))) found.push(fact);
  }
  return found;
}
