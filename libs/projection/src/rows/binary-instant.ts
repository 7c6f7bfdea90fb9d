import { digitsAt, parseDay } from '@milepost/lifecycle';
import { writeInt32, writeInt64 } from './binary-integer';
import type { ByteChunks } from './byte-chunks';

/** 2000-01-01, the day that PostgreSQL counts from. */
export const EPOCH_DAY = 10_957;
const DAY_MICROSECONDS = 86_400_000_000;
const DAY_MILLISECONDS = 86_400_000;
const EPOCH_MILLISECONDS = Date.UTC(2000, 0, 1);
const MOST_INT32 = 0x7fff_ffff;
/** The form in which our stores write instants: UTC, with milliseconds. */
const USUAL = '2000-01-01T00:00:00.000Z'.length;
/** A form that names its zone, and perhaps microseconds. */
const ZONED = /^[-+\d]+T[\d:]+(?:\.\d{1,3}(\d{0,3})\d*)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

interface Microseconds {
  readonly days: number;
  readonly ofDay: number;
}

// One instant is written for many rows in turn.
let known = '';
let since: Microseconds = { days: 0, ofDay: 0 };

/**
 * Writes an instant (ISO 8601, or `infinity` and `-infinity`) as PostgreSQL does: microseconds since 2000; the room for
 * them has been reserved.
 * @throws RangeError when it is none
 */
export function writeInstant(out: ByteChunks, text: string): void {
  if (text === 'infinity') {
    writeInt32(out, MOST_INT32);
    return writeInt32(out, -1);
  }
  if (text === '-infinity') {
    writeInt32(out, ~MOST_INT32);
    return writeInt32(out, 0);
  }
  if (text !== known) {
    since = microsecondsOf(text);
    known = text;
  }
  const all = since.days * DAY_MICROSECONDS + since.ofDay;
  if (Number.isSafeInteger(all)) return writeInt64(out, all);
  // Three centuries from 2000 are more microseconds than a double counts exactly.
  const exact = BigInt(since.days) * BigInt(DAY_MICROSECONDS) + BigInt(since.ofDay);
  out.used = out.chunk.writeBigInt64BE(exact, out.used);
}

function microsecondsOf(text: string): Microseconds {
  if (text.length === USUAL && text.endsWith('Z') && text[10] === 'T') {
    const [hours, minutes, seconds] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)];
    const ofDay = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + digitsAt(text, 20, 3) * 1_000;
    const days = parseDay(text) - EPOCH_DAY;
    if (!Number.isNaN(days + ofDay) && hours < 24 && minutes < 60 && seconds < 60) return { days, ofDay };
  }
  const [whole, finer = ''] = ZONED.exec(text) ?? [];
  const time = whole === undefined ? NaN : Date.parse(text) - EPOCH_MILLISECONDS;
  if (Number.isNaN(time)) throw new RangeError(`no instant: ${text.slice(0, 60)}`);
  const days = Math.floor(time / DAY_MILLISECONDS);
  return { days, ofDay: (time - days * DAY_MILLISECONDS) * 1_000 + Number(finer.padEnd(3, '0')) };
}
