import type { DayNumber } from '../calendar/day';
import type { Course } from './course';
import type { Interval } from './intervals';

function holding(list: readonly Interval[], on: DayNumber): Interval | null {
  for (const interval of list) if (interval.from <= on && on < interval.to) return interval;
  return null;
}

/**
 * Whether the project has ended on a day: terminated and not reinstated since, or gone out by an exit milestone without
 * a later step or reinstatement. On a tie the reinstatement or the step wins.
 */
export function endedOn(course: Course, on: DayNumber): Interval | null {
  return holding(course.terminations, on) ?? holding(course.exits, on);
}

/** Whether the project is paused on a day. */
export function suspendedOn(course: Course, on: DayNumber): Interval | null {
  return holding(course.pauses, on);
}

/** Days on which the project was paused, from `from` (inclusive) to `to` (exclusive). */
export function pausedDays(course: Course, from: DayNumber, to: DayNumber): number {
  let days = 0;
  for (const pause of course.pauses) days += Math.max(0, Math.min(pause.to, to) - Math.max(pause.from, from));
  return days;
}

export type Standing = 'active' | 'suspended' | 'ended';

export function standingOn(course: Course, on: DayNumber): Standing {
  if (endedOn(course, on) !== null) return 'ended';
  return suspendedOn(course, on) !== null ? 'suspended' : 'active';
}
