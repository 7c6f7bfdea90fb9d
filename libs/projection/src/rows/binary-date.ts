/** 2000-01-01, the day that PostgreSQL counts from, in days since 0000-03-01. */
const EPOCH = 730_425;
const ZERO = 48;
const DASH = 45;

/** The number that so many digits of a text write; NaN when one is none. */
export function digitsAt(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/**
 * Days from 2000-01-01 to the date that the first ten characters write (`YYYY-MM-DD`); NaN when they are none. Reckoned
 * from the digits: this runs for every date of every row, for which to look it up in a map takes longer.
 */
export function daysSince2000(text: string): number {
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return NaN;
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month))) return NaN;
  // Years from March on: the day that leap years have more then is their last one.
  const late = month > 2;
  const y = late ? year : year - 1;
  const m = late ? month - 3 : month + 9;
  return 365 * y + ((y / 4) | 0) - ((y / 100) | 0) + ((y / 400) | 0) + (((153 * m + 2) / 5) | 0) + day - 1 - EPOCH;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
