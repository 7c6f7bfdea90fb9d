import { ALWAYS, FOREVER, type DayNumber } from '../calendar/day';
import type { Course } from '../project/course';

/**
 * The days from `first` on when something about a project can turn, ascending: between two of them nothing changes but
 * the count of days.
 */
export function turningDays(
  courses: readonly Course[],
  otherDays: readonly DayNumber[],
  first: DayNumber,
): readonly DayNumber[] {
  const days: DayNumber[] = [];
  const add = (day: DayNumber): void => {
    if (day >= first && day > ALWAYS && day < FOREVER && !days.includes(day)) days.push(day);
  };
  otherDays.forEach(add);
  for (const course of courses) {
    for (const passages of course.passages.values()) {
      for (const { on, validUntil } of passages) {
        add(on);
        add(validUntil + 1);
      }
    }
    course.notApplicableFrom.forEach(add);
    for (const { on } of course.commitments) add(on);
    for (const list of [course.pauses, course.terminations, course.exits]) {
      for (const { from, to } of list) {
        add(from);
        add(to);
      }
    }
  }
  return days.sort((a, b) => a - b);
}
