import { PostgresEventStore } from '@milepost/event-store';
import { Projector, type ProjectionHealth, ViewGate } from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { spawnProjection } from '../support/projection-spawn';
import { allEvents, expectedRows, storedRows, toyProjection, ToyWriter } from '../support/projection-toy';
import { until } from '../support/projection-until';

jest.setTimeout(120_000);

describe('two projectors at once', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let writer: ToyWriter;
  let gate: ViewGate;
  const started: Projector[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    writer = new ToyWriter(store);
    gate = new ViewGate(database.pool);
  });

  afterEach(async () => {
    for (const projector of started.splice(0)) await projector.stop();
    await gate.close();
    await store.close();
    await database.drop();
  });

  function projector(): Projector {
    const made = new Projector([toyProjection()], { store, pool: database.pool, batchSize: 50, standByMs: 100 });
    started.push(made);
    made.start();
    return made;
  }

  const healthOf = async (one: Projector) => (await one.health())[0] as ProjectionHealth;
  const terminate = async (where: string) => {
    const sql = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${where}`;
    return (await database.pool.query(sql)).rowCount;
  };
  const leaseHolders = `pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)`;

  it('one leads, the other stands by and takes over when the first stops', async () => {
    const one = projector();
    await until(async () => (await healthOf(one)).role === 'leading');
    const two = projector();
    await until(async () => (await healthOf(two)).role === 'standing by');
    await gate.waitFor('toy', await writer.many(200), 30_000);
    expect((await healthOf(two)).applied).toBe(0);
    await one.stop();
    await gate.waitFor('toy', await writer.many(200), 30_000);
    await until(async () => (await healthOf(two)).applied === 200);
    expect((await healthOf(two)).role).toBe('leading');
    expect((await healthOf(one)).role).toBe('stopped');
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('the second takes over within seconds after the first is killed', async () => {
    const first = spawnProjection({ url: database.url, task: 'follow', batchSize: 50 });
    await until(() => first.notices.some((notice) => notice.kind === 'role' && notice.role === 'leading'));
    const second = projector();
    await until(async () => (await healthOf(second)).role === 'standing by');
    const writing = writer.many(2_000);
    await until(async () => Number(await gate.position('toy')) > 100);
    first.child.kill('SIGKILL');
    await first.ended;
    const killedAt = Date.now();
    await until(async () => (await healthOf(second)).role === 'leading');
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    await gate.waitFor('toy', await writing, 30_000);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('survives the loss of every connection, at any time', async () => {
    const one = projector();
    await until(async () => (await healthOf(one)).role === 'leading');
    const writing = (async () => {
      for (let i = 0; i < 40; i++) await writer.many(50);
    })();
    for (let i = 0; i < 10; i++) {
      const before = Number(await gate.position('toy').catch(() => '0'));
      await terminate(`query NOT LIKE '%event_store%'`);
      await until(async () => Number(await gate.position('toy').catch(() => '0')) > before || (await caughtUp()));
    }
    await writing;
    await gate.waitFor('toy', await store.head(), 30_000);
    await until(async () => (await healthOf(one)).role === 'leading');
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('a leader whose lease is lost takes it up again', async () => {
    const one = projector();
    await until(async () => (await healthOf(one)).role === 'leading');
    await gate.waitFor('toy', await writer.many(100), 30_000);
    expect(await terminate(leaseHolders)).toBe(1);
    await until(async () => (await healthOf(one)).lastError !== undefined);
    await gate.waitFor('toy', await writer.many(100), 30_000);
    await until(async () => (await healthOf(one)).role === 'leading');
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  const caughtUp = async () => {
    try {
      return (await gate.position('toy')) === (await store.head());
    } catch {
      return false;
    }
  };
});
