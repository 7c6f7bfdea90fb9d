import { setImmediate } from 'node:timers/promises';
import { PostgresEventStore } from '@milepost/event-store';
import { inTransaction } from '@milepost/postgres';
import { type Notice, Projector, type ProjectionHealth, RebuildRunning, ViewGate } from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  allEvents,
  expectedRows,
  storedRows,
  type ToyOptions,
  toyProjection,
  ToyWriter,
} from '../support/projection-toy';
import { until } from '../support/projection-until';

jest.setTimeout(120_000);

describe('a rebuild', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let writer: ToyWriter;
  let gate: ViewGate;
  const started: Projector[] = [];
  let notices: Notice[];

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    writer = new ToyWriter(store);
    gate = new ViewGate(database.pool);
    notices = [];
  });

  afterEach(async () => {
    for (const projector of started.splice(0)) await projector.stop();
    await gate.close();
    await store.close();
    await database.drop();
  });

  function projector(options: ToyOptions = {}, batchSize = 100): Projector {
    const made = new Projector([toyProjection(options)], {
      store,
      pool: database.pool,
      batchSize,
      standByMs: 50,
      onNotice: (notice) => notices.push(notice),
    });
    started.push(made);
    return made;
  }

  const healthOf = async (one: Projector) => (await one.health())[0] as ProjectionHealth;
  const schemas = async () => {
    const sql = `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'toy%' ORDER BY 1`;
    return (await database.pool.query<{ nspname: string }>(sql)).rows.map(({ nspname }) => nspname);
  };

  it('goes on beside the live tables while writers write and readers see complete data, never going back', async () => {
    const running = projector();
    running.start();
    await gate.waitFor('toy', await writer.many(2_000), 30_000);

    let finished = false;
    const write = async () => {
      while (!finished) await writer.many(20, { streams: 5 });
    };
    const seen = { reads: 0, generations: new Set<number>() };
    // Every event up to a position has its row in each table, no later one has, and nothing announced is missing.
    const read = async () => {
      while (!finished) {
        const announced = await database.pool.query<{ position: string; generation: number }>(
          `SELECT position, generation FROM projection.checkpoint WHERE projection = 'toy' AND stage = 'live'`,
        );
        expect(announced.rows).toHaveLength(1);
        const { position, generation } = announced.rows[0];
        const { rows } = await database.pool.query<{ entries: string; last: string; sum: string }>(
          `SELECT (SELECT count(*) FROM toy.entry) AS entries, (SELECT max(position) FROM toy.entry) AS last,
                  (SELECT sum(count) FROM toy.tally WHERE known_to = 'infinity') AS sum`,
        );
        const { entries, last, sum } = rows[0];
        expect(last).toBe(entries);
        expect(sum).toBe(entries);
        expect(Number(entries)).toBeGreaterThanOrEqual(Number(position));
        seen.reads += 1;
        seen.generations.add(generation);
        await setImmediate();
      }
    };
    const readers = [read(), read()];
    const writing = write();
    const positions: string[] = [];
    try {
      await running.rebuild('toy', { onProgress: ({ position }) => positions.push(position) });
      await running.rebuild('toy');
    } finally {
      finished = true;
      await Promise.all([...readers, writing]);
    }
    await gate.waitFor('toy', await store.head(), 30_000);
    expect(seen.reads).toBeGreaterThan(10);
    expect([...seen.generations].sort()).toEqual([1, 2, 3]);
    expect(positions.length).toBeGreaterThan(10);
    await until(async () => (await schemas()).length === 1);
    expect(await schemas()).toEqual(['toy']);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
    expect(await healthOf(running)).toMatchObject({ role: 'leading', generation: 3, rebuilding: undefined });
  });

  it('happens by itself when the version is higher than the stored one, while the old version serves', async () => {
    const old = projector();
    old.start();
    await gate.waitFor('toy', await writer.many(500), 30_000);
    const fresh = projector({ version: 2 });
    fresh.start();
    await until(async () => (await healthOf(fresh)).liveVersion === 2);
    await until(async () => (await healthOf(fresh)).role === 'leading');
    await until(async () => (await healthOf(old)).role === 'outdated');
    await gate.waitFor('toy', await writer.many(100), 30_000);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
    expect(await healthOf(fresh)).toMatchObject({ role: 'leading', generation: 2, version: 2, liveVersion: 2 });
  });

  it('goes back to an older version only when told to', async () => {
    const newer = projector({ version: 2 });
    newer.start();
    await gate.waitFor('toy', await writer.many(200), 30_000);
    await newer.stop();
    const older = projector();
    older.start();
    await until(async () => (await healthOf(older)).role === 'outdated');
    await older.rebuild('toy');
    await gate.waitFor('toy', await writer.many(50), 30_000);
    expect(await healthOf(older)).toMatchObject({ role: 'leading', liveVersion: 1 });
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('that was cut off is resumed by the next leader, without folding again what was folded', async () => {
    const first = projector();
    first.start();
    await gate.waitFor('toy', await writer.many(1_000), 30_000);
    await first.stop();
    const cut = new AbortController();
    await first.rebuild('toy', {
      signal: cut.signal,
      onProgress: ({ events }) => {
        if (events >= 500) cut.abort();
      },
    });
    const { rebuilding, generation } = await healthOf(first);
    expect(Number(rebuilding)).toBeGreaterThanOrEqual(500);
    expect(generation).toBe(1);
    const second = projector();
    second.start();
    await until(async () => (await healthOf(second)).generation === 2);
    await gate.waitFor('toy', await writer.many(100), 30_000);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('of a new version is done once, however many processes bring that version', async () => {
    const old = projector();
    old.start();
    await gate.waitFor('toy', await writer.many(500), 30_000);
    await old.stop();
    const fresh = [projector({ version: 2 }), projector({ version: 2 }), projector({ version: 2 })];
    for (const one of fresh) one.start();
    const roles = async () => (await Promise.all(fresh.map(healthOf))).map(({ role }) => role).sort();
    await until(async () => (await roles()).join() === 'leading,standing by,standing by');
    expect(notices.filter(({ kind }) => kind === 'rebuild begun')).toHaveLength(1);
    expect((await healthOf(fresh[0])).generation).toBe(2);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('is done by one process at a time', async () => {
    const one = projector({}, 10);
    await writer.many(500);
    const both = await Promise.allSettled([one.rebuild('toy'), projector().rebuild('toy')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((result) => result.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(RebuildRunning);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('waits for transactions that read the live tables, which are followed on meanwhile', async () => {
    const running = projector();
    running.start();
    await gate.waitFor('toy', await writer.many(200), 30_000);
    let rebuilding = Promise.resolve();
    await inTransaction(database.pool, async (reader) => {
      const count = async () => (await reader.query<{ n: string }>('SELECT count(*) AS n FROM toy.entry')).rows[0].n;
      expect(await count()).toBe('200');
      rebuilding = running.rebuild('toy');
      await until(() => notices.some(({ kind }) => kind === 'readers in the way'));
      await gate.waitFor('toy', await writer.many(10), 30_000);
      expect(await count()).toBe('210');
      expect((await healthOf(running)).generation).toBe(1);
    });
    await rebuilding;
    expect(await schemas()).toEqual(['toy']);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });
});
