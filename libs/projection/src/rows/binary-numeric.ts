import type { ByteChunks } from './byte-chunks';
import { writeInt32 } from './binary-integer';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
/** Decimal digits in one of PostgreSQL's. */
const DIGIT = 4;
const HEAD = 8;
const NEGATIVE = 0x4000;
const NOT_A_NUMBER = 0xc000;
const MOST_DIGITS = 0x7fff;

/**
 * Writes a decimal number as a field of type `numeric`: base-10,000 digits, the weight of the first, sign, and how many
 * decimal digits stand after the point.
 * @throws RangeError when it is none
 */
export function writeNumeric(out: ByteChunks, text: string): void {
  if (text === 'NaN') return write(out, [], 0, NOT_A_NUMBER, 0);
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0)
    throw new RangeError(`no number: ${text.slice(0, 60)}`);
  const head = whole.replace(/^0+/, '');
  const left = head.padStart(Math.ceil(head.length / DIGIT) * DIGIT, '0');
  const all = left + fraction.padEnd(Math.ceil(fraction.length / DIGIT) * DIGIT, '0');
  const digits: number[] = [];
  for (let at = 0; at < all.length; at += DIGIT) digits.push(Number(all.slice(at, at + DIGIT)));
  let weight = left.length / DIGIT - 1;
  let first = 0;
  while (digits[first] === 0) first += 1;
  weight -= first;
  let end = digits.length;
  while (end > first && digits[end - 1] === 0) end -= 1;
  const used = digits.slice(first, end);
  if (used.length > MOST_DIGITS || fraction.length > MOST_DIGITS) throw new RangeError('a number of too many digits');
  write(out, used, used.length === 0 ? 0 : weight, sign === '-' && used.length > 0 ? NEGATIVE : 0, fraction.length);
}

function write(out: ByteChunks, digits: readonly number[], weight: number, sign: number, scale: number): void {
  const bytes = HEAD + 2 * digits.length;
  out.reserve(4 + bytes);
  writeInt32(out, bytes);
  for (const each of [digits.length, weight, sign, scale, ...digits]) {
    out.chunk[out.used++] = each >> 8;
    out.chunk[out.used++] = each;
  }
}
