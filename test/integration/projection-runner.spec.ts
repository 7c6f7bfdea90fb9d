import { PostgresEventStore } from '@milepost/event-store';
import { createPool } from '@milepost/postgres';
import { Projector, ViewBehind, ViewGate } from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { allEvents, expectedRows, storedRows, toyProjection, ToyWriter } from '../support/projection-toy';
import { until } from '../support/projection-until';

jest.setTimeout(120_000);

describe('the projection runner', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let writer: ToyWriter;
  let gate: ViewGate;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    writer = new ToyWriter(store);
    gate = new ViewGate(database.pool);
  });

  afterEach(async () => {
    await gate.close();
    await store.close();
    await database.drop();
  });

  const projector = (options: { batchSize?: number; mostStates?: number } = {}) =>
    new Projector([toyProjection()], { store, pool: database.pool, ...options });

  it('folds history, then what is written, everything once', async () => {
    await writer.many(1_000);
    const running = projector();
    running.start();
    await writer.append('toy-factor', { factor: 3 });
    const last = await writer.many(500);
    await gate.waitFor('toy', last, 30_000);
    // The news of a commit may be here before the runner has its own answer.
    await until(async () => (await running.health())[0].applied === 1_501);
    const [health] = await running.health();
    await running.stop();
    expect(health).toMatchObject({ role: 'leading', position: last, head: last, lag: 0, parked: 0 });
    expect(health.lastError).toBeUndefined();
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it.each([1, 7, 100])('makes the same rows however events are cut into batches: by %i', async (batchSize) => {
    await writer.many(60, { streams: 7, each: 3 });
    await writer.append('toy-factor', { factor: 2 });
    await writer.many(60, { streams: 7, each: 3 });
    await writer.append('toy-factor', { factor: 5 }, { factor: 7 });
    const last = await writer.many(60, { streams: 7, each: 3 });
    const running = projector({ batchSize, mostStates: 3 });
    running.start();
    await gate.waitFor('toy', last, 30_000);
    await running.stop();
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('goes on where it stopped', async () => {
    for (let i = 0; i < 3; i++) {
      const running = projector();
      running.start();
      await gate.waitFor('toy', await writer.many(100), 30_000);
      await running.stop();
    }
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('lets a reader wait for its own write, and says when the view is behind', async () => {
    const running = projector();
    running.start();
    const first = await writer.append('toy-1', { amount: 5 });
    await gate.waitFor('toy', first);
    expect(await gate.position('toy')).toBe(first);
    await running.stop();
    const second = await writer.append('toy-1', { amount: 6 });
    const behind = await gate.waitFor('toy', second, 50).catch((error: unknown) => error);
    expect(behind).toBeInstanceOf(ViewBehind);
    expect(behind).toMatchObject({ projection: 'toy', wanted: second, reached: first });
    await expect(gate.waitFor('nothing', '1', 50)).rejects.toThrow(ViewBehind);
  });

  it('says what it is about even when the database does not answer', async () => {
    const gone = createPool(database.url.replace(/:\d+\//, ':1/'));
    const running = new Projector([toyProjection()], { store, pool: gone, standByMs: 50 });
    running.start();
    await until(async () => (await running.health())[0].role === 'failed');
    const [health] = await running.health();
    await running.stop();
    await gone.end();
    expect(health).toMatchObject({ projection: 'toy', position: undefined, lag: undefined });
    expect(health.unreachable).toMatch(/ECONNREFUSED/);
    expect(health.lastError?.message).toMatch(/ECONNREFUSED/);
  });

  it('applies a shared event to more keys than memory holds, in order with the events around it', async () => {
    await Promise.all(Array.from({ length: 2_500 }, (_, i) => writer.append(`toy-${i}`, { amount: i })));
    await writer.append('toy-factor', { factor: 2 });
    await writer.many(300, { streams: 2_500, each: 1 });
    await writer.append('toy-factor', { factor: 3 });
    await writer.many(300, { streams: 2_500, each: 1 });
    const running = projector({ mostStates: 100 });
    running.start();
    await gate.waitFor('toy', await store.head(), 60_000);
    await running.stop();
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });
});
