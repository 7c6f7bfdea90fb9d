import { dayNumber, type Day } from './day';

const DAY_MS = 86_400_000;
const starts = new Map<string, string>();
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which a calendar date begins in an IANA time zone: ISO 8601 with the zone's offset at that time, as
 * `2024-05-01T00:00:00+08:00`. Where the clock skips midnight it is the offset from before the change, and where it shows
 * midnight twice that of the first time.
 */
export function dayStart(timeZone: string, day: Day): string {
  const key = `${timeZone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = `${day}T00:00:00${written(offsetAtMidnight(timeZone, dayNumber(day) * DAY_MS))}`;
  if (starts.size > 100_000) starts.clear();
  starts.set(key, start);
  return start;
}

/**
 * The offset with which a zone's clock shows midnight, of those in force a day before and a day after.
 * @param midnight what the clock shows, taken as UTC
 */
function offsetAtMidnight(timeZone: string, midnight: number): number {
  const [before, after] = [offsetAt(timeZone, midnight - DAY_MS), offsetAt(timeZone, midnight + DAY_MS)];
  const holds = (offset: number): boolean => offsetAt(timeZone, midnight - offset * 60_000) === offset;
  const shown = [before, after].filter(holds);
  // The further ahead a clock is, the earlier it shows midnight.
  return shown.length > 0 ? Math.max(...shown) : before;
}

/** Minutes by which a zone's clock is ahead of UTC at an instant. */
function offsetAt(timeZone: string, time: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -offset : offset;
}

function written(offset: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}
