import { createPool, migrate } from '@milepost/postgres';
import { createTestDatabase, type TestDatabase } from '../../support/database';

describe('migrate', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  const first = { name: 'first', sql: 'CREATE TABLE first (id int)' };
  const second = { name: 'second', sql: 'CREATE TABLE second (id int)' };

  it('applies each step once, also when processes start together', async () => {
    const pools = [1, 2, 3].map(() => createPool(database.url, { max: 2 }));
    const applied = await Promise.all(pools.map((pool) => migrate(pool, 'together', [first])));
    expect(applied.flat()).toEqual(['first']);
    await Promise.all(pools.map((pool) => pool.end()));
    expect(await migrate(database.pool, 'together', [first, second])).toEqual(['second']);
    expect(await migrate(database.pool, 'together', [first, second])).toEqual([]);
  });

  it('refuses an edited step and a database of a newer version, by name', async () => {
    const edited = [{ ...first, sql: `${first.sql} ` }, second];
    await expect(migrate(database.pool, 'together', edited)).rejects.toMatchObject({
      name: 'MigrationChanged',
      migration: 'first',
    });
    await expect(migrate(database.pool, 'together', [first])).rejects.toMatchObject({
      name: 'DatabaseIsNewer',
      component: 'together',
      migration: 'second',
    });
  });

  it('leaves nothing behind when a step fails', async () => {
    const steps = [
      { name: 'good', sql: 'CREATE TABLE good (id int)' },
      { name: 'bad', sql: 'CREATE TABEL' },
    ];
    await expect(migrate(database.pool, 'failing', steps)).rejects.toThrow('syntax error');
    const { rows } = await database.pool.query("SELECT to_regclass('good') AS good");
    expect(rows).toEqual([{ good: null }]);
  });
});
