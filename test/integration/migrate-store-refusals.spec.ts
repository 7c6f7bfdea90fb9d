import { EventStoreDbEventStore, PostgresEventStore } from '@milepost/event-store';
import { tryAcquireLease } from '@milepost/postgres';
import { createAuditedStore, EVENTS, reseal, streamOf, unlock } from '../support/audited-store';
import type { TestDatabase } from '../support/database';
import { Emulator } from '../support/eventstoredb';
import { migrateStoreCommand } from '../support/migration';

describe('a move that must not end well', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  const migrate = () => migrateStoreCommand(database.url, emulator.url);

  beforeEach(async () => {
    ({ database } = await createAuditedStore());
    emulator = await Emulator.start();
  });

  afterEach(async () => {
    await emulator.die();
    await database.drop();
  });

  const held = async () => {
    const store = await EventStoreDbEventStore.open(emulator.url, { pool: database.pool });
    return store.count().finally(() => store.close());
  };
  const alter = async (position: number) => {
    await unlock(database.pool);
    const text = `UPDATE event_store.events SET data = '{"number":-1}' WHERE position = $1`;
    await database.pool.query(text, [position]);
  };

  it('stops at an event of the source that is not what its hash was made of', async () => {
    await alter(50);
    const { code, err } = await migrate();
    expect(code).toBe(1);
    expect(err).toContain(`of stream ${streamOf(49)}, is not what its hash was made of`);
    expect(await held()).toBe(0);
  });

  it('names an event that was replaced together with its hash, once all has been read again', async () => {
    await alter(50);
    await reseal(database.pool, streamOf(49), 7, 7);
    const { code, out } = await migrate();
    expect(code).toBe(1);
    expect(out).toMatch(/does not hold what the source does:\nEvent .* was replaced and its hash made anew/);
  });

  it('names a stream that was rewritten, hashes included, by the checkpoint that knew it otherwise', async () => {
    await alter(50);
    await reseal(database.pool, streamOf(49), 7);
    const { code, out } = await migrate();
    expect(code).toBe(1);
    expect(out).toMatch(/The checkpoint in Event .* does not hold for the events before it/);
  });

  it('is refused a second one beside it', async () => {
    const lease = await tryAcquireLease(database.pool, 'migrate-store');
    expect(await migrate()).toMatchObject({ code: 1, err: expect.stringContaining('another migration') as string });
    await lease?.release();
    expect(await held()).toBe(0);
  });

  it('needs two stores, one of them in PostgreSQL', async () => {
    const refusals = [
      [database.url, database.url, 'name the same store'],
      [emulator.url, 'esdb://127.0.0.1:1?tls=false', 'must be in PostgreSQL'],
      [database.url, 'redis://here', 'can’t be followed'],
      [database.url, 'NO_SUCH_VARIABLE', 'can’t be followed'],
    ];
    for (const [from, to, why] of refusals) {
      expect(await migrateStoreCommand(from, to)).toMatchObject({
        code: 1,
        err: expect.stringContaining(why) as string,
      });
    }
  });

  it('goes the way between two databases as well, and leaves their views alone', async () => {
    const { database: other } = await createAuditedStore();
    await unlock(other.pool);
    await other.pool.query('TRUNCATE event_store.events');
    await other.pool.query("UPDATE event_store.head SET position = 0, recorded_at = '-infinity'");
    const { code, out } = await migrateStoreCommand(database.url, other.url);
    expect(out).toContain(`Moved and verified: ${EVENTS} events`);
    expect(out).not.toContain('made anew');
    expect(code).toBe(0);
    const store = await PostgresEventStore.open(other.pool);
    expect([await store.count(), store.clockToleranceMs]).toEqual([EVENTS, 0]);
    await store.close();
    await other.drop();
  });
});
