import { inTransaction } from '@milepost/postgres';
import { createTestDatabase, type TestDatabase } from '../../support/database';

describe('createPool', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  it('gives exact strings for int8, numeric, date and timestamptz', async () => {
    const { rows } = await database.pool.query(`
      SELECT 9007199254740993::int8 AS big, 12345678901234567890.123456::numeric AS exact, date '2026-02-28' AS day,
             timestamptz '2026-02-28 08:00:00.12+08' AS instant, timestamptz 'infinity' AS never,
             date '-infinity' AS ever, array[timestamptz '2026-02-28 00:00:00Z', null] AS instants,
             array[date '2026-02-28'] AS days, array[1::int8] AS bigs`);
    expect(rows[0]).toEqual({
      big: '9007199254740993',
      exact: '12345678901234567890.123456',
      day: '2026-02-28',
      instant: '2026-02-28T00:00:00.120Z',
      never: 'infinity',
      ever: '-infinity',
      instants: ['2026-02-28T00:00:00.000Z', null],
      days: ['2026-02-28'],
      bigs: ['1'],
    });
  });

  it('survives the loss of its connections', async () => {
    const held = await database.pool.connect();
    await database.pool.query('SELECT pg_terminate_backend($1)', [
      (held as unknown as { processID: number }).processID,
    ]);
    await expect(held.query('SELECT 1')).rejects.toThrow();
    held.release(true);
    await expect(database.pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('undoes the transaction when its work fails', async () => {
    await database.pool.query('CREATE TABLE kept (id int)');
    const work = inTransaction(database.pool, async (client) => {
      await client.query('INSERT INTO kept VALUES (1)');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect((await database.pool.query('SELECT * FROM kept')).rows).toEqual([]);
  });

  it('says so when a swallowed error has undone the transaction', async () => {
    const work = inTransaction(database.pool, async (client) => {
      await client.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ name: 'TransactionRolledBack' });
  });
});
