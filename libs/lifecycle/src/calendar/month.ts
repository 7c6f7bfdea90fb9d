import { dayOf, isDay, type Day } from './day';

const MONTH = /^\d{4}-\d{2}$/;

/** True for an existing month written `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return MONTH.test(text) && isDay(`${text}-01`);
}

/** The month, `YYYY-MM`, that a day lies in. */
export const monthOf = (day: Day): string => day.slice(0, 7);

/** The last day of a month written `YYYY-MM`. */
export function lastDayOf(month: string): Day {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return dayOf(Date.UTC(year, number, 0) / 86_400_000);
}
