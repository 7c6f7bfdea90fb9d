import { dayNumber, type Day } from './day';

const DAY_MS = 86_400_000;
const starts = new Map<string, string>();
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which a calendar date begins in an IANA time zone: ISO 8601 with the zone's offset at that time, as
 * `2024-05-01T00:00:00+08:00`. Where the clock skips midnight it is the offset from before the change.
 */
export function dayStart(timeZone: string, day: Day): string {
  const key = `${timeZone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const midnight = dayNumber(day) * DAY_MS;
  // The offset where the clock in the zone shows midnight, found from the one at midnight in UTC.
  const nearby = offsetAt(timeZone, midnight);
  const start = `${day}T00:00:00${written(offsetAt(timeZone, midnight - nearby * 60_000))}`;
  if (starts.size > 100_000) starts.clear();
  starts.set(key, start);
  return start;
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
