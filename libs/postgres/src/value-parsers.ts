import { types } from 'pg';

type Parser = (text: string) => unknown;

const OID = { int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 } as const;
const ARRAY_OID = { int8: 1016, date: 1182, timestamptz: 1185, numeric: 1231 } as const;

const same: Parser = (text) => text;

/**
 * Instant as ISO 8601 in UTC with milliseconds from PostgreSQL's text (`2026-01-02 03:04:05.678901+00`), finer digits
 * cut off; `infinity` and `-infinity` stay as they are.
 */
export function parseInstant(text: string): string {
  if (text.endsWith('infinity')) return text;
  // The usual form, without a Date object: this runs for every row of every read.
  if (text.endsWith('+00') && text[10] === ' ') {
    const fraction = text.slice(20, -3);
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  }
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}

const elements = (text: string, parse: Parser) =>
  (types as unknown as { arrayParser: { create(text: string, parse: Parser): { parse(): unknown } } }).arrayParser
    .create(text, parse)
    .parse();

const parsers = new Map<number, Parser>([
  [OID.int8, same],
  [OID.numeric, same],
  [OID.date, same],
  [OID.timestamptz, parseInstant],
  [ARRAY_OID.int8, (text) => elements(text, same)],
  [ARRAY_OID.numeric, (text) => elements(text, same)],
  [ARRAY_OID.date, (text) => elements(text, same)],
  [ARRAY_OID.timestamptz, (text) => elements(text, (element) => parseInstant(element as string))],
]);

/** The parser of a type whose values pass through this library as exact strings, undefined for all other types. */
export function parserFor(oid: number): Parser | undefined {
  return parsers.get(oid);
}
