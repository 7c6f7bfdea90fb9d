/** A calendar date, `YYYY-MM-DD`, in the region's time zone. Compares correctly as text. */
export type Day = string;
/** Whole days since 1970-01-01; the form in which dates are reckoned. */
export type DayNumber = number;

/** Later than every date a project can have. */
export const FOREVER: DayNumber = 2_932_896;
const FOREVER_DAY: Day = '9999-12-31';
/** Earlier than every date a project can have. */
export const ALWAYS: DayNumber = -719_162; // 0001-01-01

const DAY_MS = 86_400_000;
const ZERO = 48;
const DASH = 45;
/** 1970-01-01, in days since 0000-03-01. */
const EPOCH = 719_468;

/** True for an existing calendar date written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  return text.length === 10 && !Number.isNaN(parseDay(text));
}

/** @throws RangeError when `day` is not a calendar date */
export function dayNumber(day: Day): DayNumber {
  const number = day.length === 10 ? parseDay(day) : NaN;
  if (Number.isNaN(number)) throw new RangeError(`not a calendar date: ${day}`);
  return number;
}

/**
 * The day that the first ten characters of a text write (`YYYY-MM-DD`); NaN when they write none. Reckoned from the
 * digits: folding asks so often that looking dates up takes longer.
 */
export function parseDay(text: string): DayNumber {
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month))) return NaN;
  // Years begin in March: the day that leap years have more is then their last one.
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    (((153 * m + 2) / 5) | 0) +
    day -
    1 -
    EPOCH
  );
}

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

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Histories share few dates, most of them of this century: remembering their texts is what makes writing them cheap.
const FIRST: DayNumber = -7_305; // 1950-01-01
const MOST_DAYS = 73_050;
const texts: Day[] = [];

export function dayOf(number: DayNumber): Day {
  const index = number - FIRST;
  if (!(index >= 0 && index < MOST_DAYS)) return reckonDay(number);
  return (texts[index] ??= reckonDay(number));
}

function reckonDay(number: DayNumber): Day {
  if (number === FOREVER) return FOREVER_DAY;
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day `months` later, or the month's last day where that day does not exist; `FOREVER` past the calendar. */
export function addMonths(number: DayNumber, months: number): DayNumber {
  const key = number * MOST_MONTHS + months;
  const known = months >= 0 && months < MOST_MONTHS ? later.get(key) : undefined;
  if (known !== undefined) return known;
  const day = reckonMonths(number, months);
  if (later.size > 100_000) later.clear();
  if (months >= 0 && months < MOST_MONTHS) later.set(key, day);
  return day;
}

/** Durations longer than this are not remembered. */
const MOST_MONTHS = 1_000;
const later = new Map<number, DayNumber>();

function reckonMonths(number: DayNumber, months: number): DayNumber {
  const date = new Date(number * DAY_MS);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = first / DAY_MS + Math.min(date.getUTCDate(), last) - 1;
  // Past what a date can hold it is no number at all, and so not less than anything.
  return day < FOREVER ? day : FOREVER;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date of an instant (ISO 8601) in an IANA time zone. */
export function dayIn(timeZone: string, instant: string): Day {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Canada's English writes YYYY-MM-DD.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(new Date(instant));
}
