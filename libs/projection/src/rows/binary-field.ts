import { parseDay } from '@milepost/lifecycle';
import type { ByteChunks } from './byte-chunks';
import { EPOCH_DAY, writeInstant } from './binary-instant';
import { writeInt32, writeInt64 } from './binary-integer';
import { writeNumeric } from './binary-numeric';
import { arrayWriter } from './binary-array';
import { toText } from './text-format';
import { unfit, type WriteField } from './write-field';

interface BinaryType {
  /** PostgreSQL's number of the type, which an array of it carries. */
  readonly oid: number;
  readonly write: WriteField;
}

/** Most bytes that a UTF-16 unit takes in UTF-8. */
const WIDEST = 3;
const LENGTH = 4;
/** Up to here a loop is faster than a call to encode. */
const SHORT = 48;

const text: WriteField = (out, value) => writeText(out, toText(value, '') ?? '');

/** @param first a byte that comes before the text and counts as part of it */
function writeText(out: ByteChunks, value: string, first?: number): void {
  const { length } = value;
  const room = first === undefined ? 0 : 1;
  out.reserve(LENGTH + room + length * WIDEST);
  const start = out.used + LENGTH + room;
  if (first !== undefined) out.chunk[start - 1] = first;
  const short = writePlain(out.chunk, start, value, length);
  const written = short < 0 ? out.chunk.write(value, start) : short;
  writeInt32(out, room + written);
  out.used = start + written;
}

/** Writes a short text of plain characters; -1 when it is none. */
function writePlain(chunk: Buffer, start: number, value: string, length: number): number {
  if (length > SHORT) return -1;
  for (let index = 0; index < length; index += 1) {
    const code = value.charCodeAt(index);
    if (code > 127) return -1;
    chunk[start + index] = code;
  }
  return length;
}

const json: WriteField = (out, value) => writeText(out, JSON.stringify(value));

const JSONB_VERSION = 1;
const jsonb: WriteField = (out, value) => writeText(out, JSON.stringify(value), JSONB_VERSION);

const HEX = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  HEX[digit.charCodeAt(0)] = value;
  HEX[digit.toUpperCase().charCodeAt(0)] = value;
}

const uuid: WriteField = (out, value) => {
  const digits = String(value as string);
  out.reserve(LENGTH + 16);
  writeInt32(out, 16);
  const { chunk, used } = out;
  let wrong = digits.length === 36 ? 0 : -1;
  let from = 0;
  for (let byte = 0; byte < 16; byte += 1) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) {
      if (digits.charCodeAt(from) !== 45) wrong = -1;
      from += 1;
    }
    const high = HEX[digits.charCodeAt(from)] ?? -1;
    const low = HEX[digits.charCodeAt(from + 1)] ?? -1;
    wrong |= high | low;
    chunk[used + byte] = (high << 4) | low;
    from += 2;
  }
  if (wrong < 0) throw unfit(value, 'uuid');
  out.used = used + 16;
};

function integer(type: string, bytes: 2 | 4): WriteField {
  const most = 2 ** (8 * bytes - 1);
  return (out, value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number >= most || number < -most || value === '') throw unfit(value, type);
    out.reserve(LENGTH + bytes);
    writeInt32(out, bytes);
    if (bytes === 4) writeInt32(out, number);
    else out.used = out.chunk.writeInt16BE(number, out.used);
  };
}

const BIGINT = /^[+-]?\d{1,19}$/;
const bigint: WriteField = (out, value) => {
  out.reserve(LENGTH + 8);
  writeInt32(out, 8);
  const number = typeof value === 'number' ? value : Number(value);
  if (Number.isSafeInteger(number) && value !== '') return writeInt64(out, number);
  const exact = BIGINT.test(String(value as string)) ? BigInt(value as string | bigint) : undefined;
  if (exact === undefined || BigInt.asIntN(64, exact) !== exact) throw unfit(value, 'bigint');
  out.used = out.chunk.writeBigInt64BE(exact, out.used);
};

const date: WriteField = (out, value) => {
  const days = typeof value === 'string' && value.length === 10 ? parseDay(value) - EPOCH_DAY : NaN;
  if (Number.isNaN(days)) throw unfit(value, 'date');
  out.reserve(LENGTH + 4);
  writeInt32(out, 4);
  writeInt32(out, days);
};

const timestamptz: WriteField = (out, value) => {
  out.reserve(LENGTH + 8);
  writeInt32(out, 8);
  writeInstant(out, value instanceof Date ? value.toISOString() : String(value as string));
};

const boolean: WriteField = (out, value) => {
  if (typeof value !== 'boolean') throw unfit(value, 'boolean');
  out.reserve(LENGTH + 1);
  writeInt32(out, 1);
  out.chunk[out.used++] = value ? 1 : 0;
};

// Without the sign of a zero, which its text has not either.
const double: WriteField = (out, value) => {
  const number = Number(value);
  if (Number.isNaN(number) && value !== 'NaN' && !Number.isNaN(value)) throw unfit(value, 'double precision');
  out.reserve(LENGTH + 8);
  writeInt32(out, 8);
  out.used = out.chunk.writeDoubleBE(number + 0, out.used);
};

const numeric: WriteField = (out, value) => writeNumeric(out, String(value as string));

const TYPES: readonly [pattern: RegExp, type: BinaryType][] = [
  [/^uuid$/i, { oid: 2950, write: uuid }],
  [/^(text|varchar|character varying)\b/i, { oid: 25, write: text }],
  [/^(integer|int|int4)$/i, { oid: 23, write: integer('integer', 4) }],
  [/^(bigint|int8)$/i, { oid: 20, write: bigint }],
  [/^(smallint|int2)$/i, { oid: 21, write: integer('smallint', 2) }],
  [/^date$/i, { oid: 1082, write: date }],
  [/^(timestamptz|timestamp with time zone)\b/i, { oid: 1184, write: timestamptz }],
  [/^(boolean|bool)$/i, { oid: 16, write: boolean }],
  [/^(numeric|decimal)\b/i, { oid: 1700, write: numeric }],
  [/^(double precision|float8)$/i, { oid: 701, write: double }],
  [/^json$/i, { oid: 114, write: json }],
  [/^jsonb$/i, { oid: 3802, write: jsonb }],
];

/** How values of a column's type are written; undefined for a type that rows can't be written with. */
export function fieldWriter(type: string): WriteField | undefined {
  if (!type.endsWith('[]')) return TYPES.find(([pattern]) => pattern.test(type))?.[1].write;
  const element = TYPES.find(([pattern]) => pattern.test(type.slice(0, -2)))?.[1];
  return element && arrayWriter(element.oid, element.write, type);
}
