import { PostgresEventStore } from '@milepost/event-store';
import { Projector, STEPS, ViewGate } from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { ProcessTask } from '../support/projection-process';
import { spawnProjection } from '../support/projection-spawn';
import { allEvents, expectedRows, storedRows, toyProjection, ToyWriter } from '../support/projection-toy';
import { until } from '../support/projection-until';

jest.setTimeout(120_000);

const steps = (of: string) => STEPS.filter((step) => step.startsWith(of));

describe('a projector killed between any two steps', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let writer: ToyWriter;
  let gate: ViewGate;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    writer = new ToyWriter(store);
    gate = new ViewGate(database.pool);
    await writer.many(200, { streams: 9 });
    await writer.append('toy-factor', { factor: 4 });
    await writer.many(200, { streams: 11 });
  });

  afterEach(async () => {
    await gate.close();
    await store.close();
    await database.drop();
  });

  const projector = (fixed = false) =>
    new Projector([toyProjection({ fixed })], { store, pool: database.pool, batchSize: 40, standByMs: 50 });

  async function follow(fixed = false): Promise<Projector> {
    const running = projector(fixed);
    running.start();
    await gate.waitFor('toy', await store.head(), 30_000);
    return running;
  }

  async function killed(task: Omit<ProcessTask, 'url' | 'batchSize'>): Promise<void> {
    const { signal, errors } = await spawnProjection({ url: database.url, batchSize: 40, ...task }).ended;
    expect({ signal, errors }).toEqual({ signal: 'SIGKILL', errors: '' });
  }

  async function goesOn(): Promise<void> {
    await writer.many(50);
    const running = await follow();
    await until(async () => {
      const { rows } = await database.pool.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'toy\\_%'`);
      return rows.length === 0;
    });
    const [health] = await running.health();
    await running.stop();
    expect(health).toMatchObject({ lag: 0, parked: 0, rebuilding: undefined });
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  }

  it.each(steps('batch'))('in a batch, at "%s", loses and doubles nothing', async (step) => {
    await killed({ task: 'follow', kill: { step, stage: 'live', nth: 6 } });
    await goesOn();
  });

  it.each(steps('batch'))('in a rebuild, at "%s", leaves the live tables whole, and is resumed', async (step) => {
    await (await follow()).stop();
    const before = await storedRows(database.pool);
    await killed({ task: 'rebuild', kill: { step, stage: 'next', nth: 6 } });
    expect(await storedRows(database.pool)).toEqual(before);
    await goesOn();
  });

  it.each([...steps('rebuild'), ...steps('switch: live'), ...steps('switch: next'), ...steps('switch: replaced')])(
    'before the switch is committed, at "%s", leaves the live tables whole',
    async (step) => {
      await (await follow()).stop();
      const before = await storedRows(database.pool);
      await killed({ task: 'rebuild', kill: { step, stage: 'next', nth: 1 } });
      expect(await storedRows(database.pool)).toEqual(before);
      await goesOn();
    },
  );

  it.each(steps('by stream'))(
    'in a rebuild by stream, at "%s", leaves the live tables whole, and is resumed',
    async (step) => {
      await (await follow()).stop();
      const before = await storedRows(database.pool);
      await killed({ task: 'rebuild', byStream: true, kill: { step, stage: 'next', nth: 1 } });
      expect(await storedRows(database.pool)).toEqual(before);
      await goesOn();
    },
  );

  it('after the switch leaves the new tables in place, and the old ones are dropped later', async () => {
    await (await follow()).stop();
    const before = await storedRows(database.pool);
    await killed({ task: 'rebuild', kill: { step: 'switch: committed', stage: 'next', nth: 1 } });
    expect(await storedRows(database.pool)).toEqual(before);
    expect((await projector().health())[0]).toMatchObject({ generation: 2, rebuilding: undefined });
    await goesOn();
  });

  it.each(steps('retry'))('in the retry of a parked key, at "%s", does all of it or nothing', async (step) => {
    await writer.append('toy-2', { amount: 1, poison: 'throws' });
    await writer.many(40);
    await (await follow()).stop();
    await killed({ task: { retry: 'toy-2' }, fixed: true, kill: { step, stage: 'live', nth: 1 } });
    expect(await projector(true).parked('toy')).toHaveLength(step === 'retry: committed' ? 0 : 1);
    await projector(true).retryParked('toy', 'toy-2');
    await goesOn();
  });
});
