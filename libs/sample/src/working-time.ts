import { dayOf, type DayNumber } from '@milepost/lifecycle';

/** New Year, Labour Day and National Day keep their dates; those of the moon calendar are left out. */
const HOLIDAY = /^(01-01|05-0[1-3]|10-0[1-7])$/;

const DAY_MS = 86_400_000;
/** China keeps one zone without summer time. */
const EAST_OF_UTC_MS = 8 * 3_600_000;
const MORNING_MS = 8.5 * 3_600_000;
const AFTERNOON_MS = 14 * 3_600_000;
const HALF_DAY_MS = 3.5 * 3_600_000;

/** Length of the working day: half past eight to noon and two to half past five. */
export const WORKING_DAY_MS = 2 * HALF_DAY_MS;

function isWorkingDay(day: DayNumber): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6 && !HOLIDAY.test(dayOf(day).slice(5));
}

/** The first working day on or after a day. */
export function workingDayFrom(day: DayNumber): DayNumber {
  let found = day;
  while (!isWorkingDay(found)) found += 1;
  return found;
}

/** The instant (ISO 8601, UTC) after so much of a day's working time in China. */
export function workingInstant(day: DayNumber, worked: number): string {
  const time = worked < HALF_DAY_MS ? MORNING_MS + worked : AFTERNOON_MS + (worked - HALF_DAY_MS);
  return new Date(day * DAY_MS + time - EAST_OF_UTC_MS).toISOString();
}
