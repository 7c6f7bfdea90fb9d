import fc from 'fast-check';
import { inTransaction } from '@milepost/postgres';
import { createTable, type Tables, type Value } from '@milepost/projection';
import { RowBuffer } from '../../libs/projection/src/rows/row-buffer';
import { UnsupportedColumnType } from '../../libs/projection/src/rows/binary-rows';
import { RowRecorder } from '../../libs/projection/src/rows/row-writer';
import { toText } from '../../libs/projection/src/rows/text-format';
import { isDataError } from '../../libs/projection/src/follow/data-error';
import { createTestDatabase, type TestDatabase } from '../support/database';

jest.setTimeout(120_000);

const TYPES = [
  'uuid',
  'text',
  'varchar(300)',
  'smallint',
  'integer',
  'bigint',
  'double precision',
  'numeric',
  'numeric(17,2)',
  'date',
  'timestamptz',
  'boolean',
  'json',
  'jsonb',
  'text[]',
  'integer[]',
  'uuid[]',
  'date[]',
] as const;
type Type = (typeof TYPES)[number];
const tables = Object.fromEntries(
  TYPES.map((type, index) => [`t${index}`, { kind: 'append', columns: { n: 'integer NOT NULL', value: type } }]),
) as Tables;

/** What a text column can hold: no NUL, and no half of a surrogate pair. */
const holdable = (any: string): string => Buffer.from(any.replaceAll('\0', '')).toString();
const text = fc.string({ unit: 'binary', maxLength: 90 }).map(holdable);
const day = fc
  .integer({ min: -719_162, max: 2_932_896 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const decimal = (digits: number, scale: number) =>
  fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n }), fc.integer({ min: 0, max: scale }))
    .map(([minus, number, point]) => {
      const all = number.toString().padStart(point + 1, '0');
      const whole = all.slice(0, all.length - point);
      return `${minus ? '-' : ''}${whole}${point > 0 ? `.${all.slice(all.length - point)}` : ''}`;
    });
const whole = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const jsonText = fc.string({ unit: 'grapheme', maxLength: 20 }).map(holdable);
const list = <Element>(element: fc.Arbitrary<Element>) => fc.array(fc.option(element), { maxLength: 5 });

const VALUES: Readonly<Record<Type, fc.Arbitrary<Value>>> = {
  uuid: fc.uuid(),
  text,
  'varchar(300)': text,
  smallint: whole(16),
  integer: whole(32),
  bigint: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.maxSafeInteger(), fc.nat().map(String)),
  'double precision': fc.double(),
  numeric: decimal(60, 30),
  'numeric(17,2)': decimal(14, 2),
  date: day,
  timestamptz: fc.oneof(
    instant,
    instant.map((at) => `${at.slice(0, -1)}123Z`),
    instant.map((at) => `${at.slice(0, 19)}+08:00`),
    fc.constantFrom('infinity', '-infinity'),
  ),
  boolean: fc.boolean(),
  json: fc.oneof(jsonText, fc.dictionary(jsonText, fc.oneof(jsonText, fc.integer(), fc.constant(null)))),
  jsonb: fc.oneof(jsonText, fc.array(fc.oneof(jsonText, fc.integer(), fc.constant(null)))),
  'text[]': list(text),
  'integer[]': list(whole(32)),
  'uuid[]': list(fc.uuid()),
  'date[]': list(day),
};

const UNFIT: readonly (readonly [Type, Value])[] = [
  ['uuid', 'a3bb189e-8bf9-3888-9912-ace4e654300'],
  ['uuid', 'a3bb189e-8bf9-3888-9912-ace4e654300g'],
  ['uuid', 'a3bb189e+8bf9-3888-9912-ace4e6543002'],
  ['smallint', 32_768],
  ['integer', 2 ** 31],
  ['integer', 1.5],
  ['integer', 'many'],
  ['integer', ''],
  ['bigint', 2n ** 63n],
  ['bigint', '1e3x'],
  ['double precision', 'far'],
  ['numeric', '1.2.3'],
  ['numeric', ''],
  ['numeric(17,2)', '1000000000000000'],
  ['date', '2026-02-29'],
  ['date', '2026-13-01'],
  ['date', 'today'],
  ['timestamptz', '2026-01-01'],
  ['timestamptz', '2026-01-01T25:00:00.000Z'],
  ['timestamptz', 'now'],
  ['boolean', 'yes'],
  ['text', 'a NUL: \0'],
  ['varchar(300)', 'x'.repeat(301)],
  ['integer[]', 1],
];

describe('values written in the binary format of COPY', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('CREATE SCHEMA rows');
    for (const [name, table] of Object.entries(tables)) await database.pool.query(createTable('rows', name, table));
  });

  afterAll(() => database.drop());

  async function write(type: Type, values: readonly Value[]): Promise<string> {
    const name = `t${TYPES.indexOf(type)}`;
    const recorder = new RowRecorder(tables);
    values.forEach((value, n) => recorder.insert(name, { n, value }));
    const buffer = new RowBuffer('rows', tables);
    buffer.absorb(recorder.operations);
    await database.pool.query(`TRUNCATE rows.${name}`);
    await inTransaction(database.pool, (client) => buffer.flush(client));
    return `rows.${name}`;
  }

  it.each(TYPES)('%s: are what PostgreSQL reads from their text', async (type) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(VALUES[type]), { minLength: 1, maxLength: 30 }), async (values) => {
        const table = await write(type, values);
        const texts = values.map((value) => toText(value, type));
        const { rows } = await database.pool.query<{ written: string; read: string }>(
          `SELECT t.value::text AS written, i.value::${type}::text AS read
           FROM ${table} t JOIN unnest($1::text[]) WITH ORDINALITY AS i(value, n) ON i.n = t.n + 1
           WHERE t.value::text IS DISTINCT FROM i.value::${type}::text`,
          [texts],
        );
        expect(rows).toEqual([]);
        const { rows: counted } = await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
        expect(counted).toEqual([{ n: values.length }]);
      }),
      { numRuns: 40 },
    );
  });

  it('of many kilobytes are kept as well', async () => {
    const long = ['五未'.repeat(200_000), 'x'.repeat(300_000), '𠮷'];
    const table = await write('text', long);
    const { rows } = await database.pool.query<{ value: string }>(`SELECT value FROM ${table} ORDER BY n`);
    expect(rows.map(({ value }) => value)).toEqual(long);
  });

  it.each(UNFIT)('%s: %p is refused as data that does not fit', async (type, value) => {
    const error = await write(type, [value]).then(
      () => undefined,
      (refusal: unknown) => refusal,
    );
    expect(isDataError(error)).toBe(true);
  });

  it('are only written to columns of types that are known', () => {
    const strange: Tables = { odd: { kind: 'append', columns: { place: 'point NOT NULL' } } };
    expect(() => new RowBuffer('rows', strange).at('odd')).toThrow(UnsupportedColumnType);
  });
});
