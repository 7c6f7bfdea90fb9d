import { dayIn, isDay, type Day } from '@milepost/lifecycle';

/** How a date is written. */
export interface DayFormat {
  readonly name: string;
  /** The day, or `null` for text that is not written so. */
  read(text: string, timeZone: string): Day | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MMMM: '(?<monthName>\\p{L}{3,9})\\.?',
  MMM: '(?<monthName>\\p{L}{3,9})\\.?',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>[01]\\d|2[0-3])',
  H: '(?<hour>1?\\d|2[0-3])',
  mm: '(?<minute>[0-5]\\d)',
  ss: '(?<second>[0-5]\\d)',
  SSS: '\\d{1,9}',
  XXX: '(?<offset>[Zz]|[+-]\\d{2}(?::?\\d{2})?)',
};
const TOKEN = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|mm|ss|SSS|XXX|'[^']*'|[\s\S]/g;

function expression(pattern: string): RegExp {
  const parts = [...pattern.matchAll(TOKEN)].map(([part]) => {
    const literal = /^'.*'$/s.test(part) ? part.slice(1, -1) : part;
    return TOKENS[part] ?? literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s/g, '\\s*');
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}

function yearOf(groups: Record<string, string | undefined>): string {
  if (groups.year !== undefined) return groups.year;
  // As spreadsheets read them: 30 to 99 are of the last century.
  const short = groups.shortYear ?? '';
  return `${Number(short) < 30 ? '20' : '19'}${short}`;
}

function monthOf(groups: Record<string, string | undefined>): string {
  if (groups.month !== undefined) return groups.month.padStart(2, '0');
  return String(MONTHS.indexOf((groups.monthName ?? '').slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
}

function monthsLastDay(year: string, month: string): string {
  return String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate());
}

/** The day of an instant in a time zone; the offset is `Z`, `+08`, `+0800` or `+08:00`. */
function dayOfInstant(day: Day, time: string, offset: string, timeZone: string): Day | null {
  const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const instant = new Date(`${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(instant.getTime()) ? null : dayIn(timeZone, instant.toISOString());
}

/** Why a pattern names no date, `null` for a sound one. */
export function patternProblem(pattern: string, monthStandsFor: MonthStandsFor | undefined): string | null {
  const tokens = new Set([...pattern.matchAll(TOKEN)].map(([part]) => part));
  if (!tokens.has('yyyy') && !tokens.has('yy')) return 'a date format names the year: yyyy';
  if (!['MMMM', 'MMM', 'MM', 'M'].some((token) => tokens.has(token))) return 'a date format names the month: MM or M';
  const day = tokens.has('dd') || tokens.has('d');
  return day || monthStandsFor !== undefined
    ? null
    : 'a format without a day needs dates.monthStandsFor: first-day or last-day';
}

export type MonthStandsFor = 'first-day' | 'last-day';

/** A format written with yyyy, yy, MMMM, MMM, MM, M, dd, d, HH, H, mm, ss, SSS, XXX (an offset); other characters stand for themselves. */
export function patternFormat(pattern: string, monthStandsFor: MonthStandsFor = 'first-day'): DayFormat {
  const written = expression(pattern);
  return {
    name: pattern,
    read(text, timeZone) {
      const groups = written.exec(text)?.groups;
      if (groups === undefined) return null;
      const [year, month] = [yearOf(groups), monthOf(groups)];
      const day = groups.day ?? (monthStandsFor === 'first-day' ? '01' : monthsLastDay(year, month));
      const result = `${year}-${month}-${day.padStart(2, '0')}`;
      if (!isDay(result) || groups.offset === undefined) return isDay(result) ? result : null;
      const time = `${(groups.hour ?? '00').padStart(2, '0')}:${groups.minute ?? '00'}:${groups.second ?? '00'}`;
      return dayOfInstant(result, time, groups.offset, timeZone);
    },
  };
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/i;

/** ISO 8601: a day, a local time (whose day counts), or an instant with its offset, reckoned in the time zone. */
export const ISO_FORMAT: DayFormat = {
  name: 'iso',
  read(text, timeZone) {
    const match = ISO.exec(text);
    if (match === null || !isDay(match[1] ?? '')) return null;
    const [, day = '', time, offset] = match;
    if (time === undefined || offset === undefined) return day;
    return dayOfInstant(day, time, offset, timeZone);
  },
};

const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets; from 1 March 1900 on, which is all that a date of ours can be. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);

/** A spreadsheet's serial number, as a date turns out that lost its format. */
export const SERIAL_FORMAT: DayFormat = {
  name: 'excel',
  read(text) {
    if (!/^\d{2,6}(?:\.\d+)?$/.test(text)) return null;
    const day = new Date(SERIAL_EPOCH + Math.floor(Number(text)) * DAY_MS).toISOString().slice(0, 10);
    return Number(text) > 60 && isDay(day) ? day : null;
  },
};
