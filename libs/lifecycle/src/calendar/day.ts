/** A calendar date, `YYYY-MM-DD`, in the region's time zone. Compares correctly as text. */
export type Day = string;
/** Whole days since 1970-01-01; the form in which dates are reckoned. */
export type DayNumber = number;

/** Later than every date a project can have. */
export const FOREVER: DayNumber = 2_932_896; // 9999-12-31
/** Earlier than every date a project can have. */
export const ALWAYS: DayNumber = -719_162; // 0001-01-01

const DAY_MS = 86_400_000;
const numbers = new Map<Day, DayNumber>();
const texts = new Map<DayNumber, Day>();

/** True for an existing calendar date written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @throws RangeError when `day` is not a calendar date */
export function dayNumber(day: Day): DayNumber {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) throw new RangeError(`not a calendar date: ${day}`);
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  // Histories share few distinct dates: remembering them is what makes folding cheap. Bounded all the same.
  if (numbers.size > 100_000) numbers.clear();
  numbers.set(day, number);
  return number;
}

export function dayOf(number: DayNumber): Day {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
  if (texts.size > 100_000) texts.clear();
  texts.set(number, day);
  return day;
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
