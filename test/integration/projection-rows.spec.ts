import fc from 'fast-check';
import { inTransaction } from '@milepost/postgres';
import { createTable, type Row, type Tables } from '@milepost/projection';
import { RowBuffer } from '../../libs/projection/src/rows/row-buffer';
import { RowRecorder, UnwritableRow } from '../../libs/projection/src/rows/row-writer';
import { createTestDatabase, type TestDatabase } from '../support/database';

jest.setTimeout(120_000);

const tables: Tables = {
  added: { kind: 'append', columns: { n: 'integer NOT NULL', note: 'text', tags: 'text[]', data: 'jsonb' } },
  current: { kind: 'current', identity: ['a', 'b'], columns: { a: 'integer', b: 'text COLLATE "C"', n: 'integer' } },
  versioned: { kind: 'versioned', identity: ['a', 'b'], columns: { a: 'integer', b: 'text', n: 'integer' } },
};

type Operation =
  | {
      readonly op: 'put' | 'remove' | 'replace' | 'close';
      readonly a: number;
      readonly b: string;
      readonly tick: boolean;
    }
  | { readonly op: 'flush' };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: change() },
  { weight: 1, arbitrary: fc.constant<Operation>({ op: 'flush' }) },
);

function change(): fc.Arbitrary<Operation> {
  return fc.record({
    op: fc.constantFrom('put', 'remove', 'replace', 'close'),
    a: fc.integer({ min: 0, max: 2 }),
    b: fc.constantFrom('x', 'tab\t, line\n, back\\slash'),
    tick: fc.boolean(),
  });
}

describe('rows written in bulk', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('CREATE SCHEMA rows');
    for (const [name, table] of Object.entries(tables)) await database.pool.query(createTable('rows', name, table));
  });

  afterAll(() => database.drop());

  const stored = async (table: string): Promise<object[]> =>
    (await database.pool.query<object>(`SELECT * FROM rows.${table}`)).rows;

  it('are those that writing them one after the other would leave, wherever a batch ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 60 }), async (operations) => {
        await database.pool.query('TRUNCATE rows.added, rows.current, rows.versioned');
        const current = new Map<string, Row>();
        let versions: { a: number; b: string; n: number; known_from: string; known_to: string }[] = [];
        const buffer = new RowBuffer('rows', tables);
        const flush = () => inTransaction(database.pool, (client) => buffer.flush(client));
        let now = Date.UTC(2026, 0, 1);
        for (const [n, one] of operations.entries()) {
          if (one.op === 'flush') {
            await flush();
            continue;
          }
          const { a, b } = one;
          if (one.tick) now += 1;
          const at = new Date(now).toISOString();
          const recorder = new RowRecorder(tables);
          if (one.op === 'put') {
            recorder.put('current', { a, b, n });
            current.set(`${a} ${b}`, { a, b, n });
          } else if (one.op === 'remove') {
            recorder.remove('current', [a, b]);
            current.delete(`${a} ${b}`);
          } else {
            if (one.op === 'replace') recorder.replace('versioned', { a, b, n }, at);
            else recorder.close('versioned', [a, b], at);
            const inForce = versions.find((row) => row.a === a && row.b === b && row.known_to === 'infinity');
            if (inForce) inForce.known_to = at;
            versions = versions.filter((row) => row.known_from < row.known_to);
            if (one.op === 'replace') versions.push({ a, b, n, known_from: at, known_to: 'infinity' });
          }
          buffer.absorb(recorder.operations);
        }
        await flush();
        expect(sorted(await stored('current'))).toEqual(sorted([...current.values()]));
        expect(sorted(await stored('versioned'))).toEqual(sorted(versions));
      }),
      { numRuns: 60 },
    );
  });

  it('keep every kind of value', async () => {
    const rows = [
      {
        n: 1,
        note: 'tab\t line\n return\r back\\slash \\N',
        tags: ['a,b', '"q"', '\\', ''],
        data: { a: ['\n', 1, null] },
      },
      { n: 2, note: '\\.', tags: [], data: '五未' },
      { n: 3, note: '', tags: null, data: [] },
      { n: 4, note: null, tags: ['{}', 'NULL'], data: null },
    ];
    const recorder = new RowRecorder(tables);
    for (const row of rows) recorder.insert('added', row);
    const buffer = new RowBuffer('rows', tables);
    buffer.absorb(recorder.operations);
    await inTransaction(database.pool, (client) => buffer.flush(client));
    expect(sorted(await stored('added'))).toEqual(sorted(rows));
  });

  it('run statements once for all calls, after the rows', async () => {
    const recorder = new RowRecorder(tables);
    const sql = `INSERT INTO {schema}.added (n, note)
      SELECT i.n::integer, (SELECT count(*) FROM {schema}.added WHERE note = 'first') FROM unnest($1::text[]) AS i(n)`;
    recorder.execute(sql, [10]);
    recorder.execute(sql, [11]);
    recorder.insert('added', { n: 12, note: 'first' });
    const buffer = new RowBuffer('rows', tables);
    buffer.absorb(recorder.operations);
    await database.pool.query('TRUNCATE rows.added');
    await inTransaction(database.pool, (client) => buffer.flush(client));
    const { rows } = await database.pool.query(`SELECT n, note FROM rows.added ORDER BY n`);
    expect(rows).toEqual([
      { n: 10, note: '1' },
      { n: 11, note: '1' },
      { n: 12, note: 'first' },
    ]);
  });

  it('are refused in the fold when they do not fit the declaration', () => {
    const recorder = new RowRecorder(tables);
    expect(() => recorder.insert('nowhere', {})).toThrow(UnwritableRow);
    expect(() => recorder.insert('current', { a: 1, b: 'x' })).toThrow(UnwritableRow);
    expect(() => recorder.insert('added', { m: 1 })).toThrow('no column m');
    expect(() => recorder.put('current', { a: 1 })).toThrow('b is part of the identity');
    expect(() => recorder.close('versioned', [1], '2026-01-01T00:00:00.000Z')).toThrow('identified by a, b');
    expect(recorder.operations).toEqual([]);
  });
});

const sorted = (rows: readonly object[]) =>
  rows
    .map((row) => JSON.stringify(row, Object.keys(row).includes('data') ? undefined : Object.keys(row).sort()))
    .sort();
