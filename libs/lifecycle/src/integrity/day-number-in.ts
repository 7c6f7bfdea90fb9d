import { dayIn, dayNumber, type DayNumber } from '../calendar/day';

const MOST = 100_000;
const known = new Map<string, Map<string, DayNumber>>();

/** The day of an instant in a time zone. Remembered: the calendar of a zone is slow to ask. */
export function dayNumberIn(timeZone: string, instant: string): DayNumber {
  let days = known.get(timeZone);
  if (days === undefined || days.size > MOST) known.set(timeZone, (days = new Map<string, DayNumber>()));
  let day = days.get(instant);
  if (day === undefined) days.set(instant, (day = dayNumber(dayIn(timeZone, instant))));
  return day;
}
