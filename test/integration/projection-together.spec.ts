import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PostgresEventStore, type ReadAllOptions } from '@milepost/event-store';
import { FoldTogether, Projector, ViewGate, type AnyProjection, type Step } from '@milepost/projection';
import { generateSample } from '@milepost/sample';
import { PROJECTIONS } from '@milepost/views';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { TOYS, type TestThread } from '../support/fold-thread';
import { allEvents, expectedRows, storedRows, ToyWriter } from '../support/projection-toy';

const THREAD = join(__dirname, '..', 'support', 'fold-thread.ts');
const HOOK = join(__dirname, '..', 'support', 'ts-node-hook.cjs');

jest.setTimeout(120_000);

describe('views rebuilt together', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  const together: FoldTogether[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
  });

  afterEach(async () => {
    for (const one of together.splice(0)) await one.close();
    await store.close();
    await database.drop();
  });

  function foldTogether(views: readonly AnyProjection[], data: Partial<TestThread> = {}): FoldTogether {
    const workerData: TestThread = { url: database.url, ...data };
    const threads = [0, 1].map(() => new Worker(THREAD, { workerData, execArgv: ['-r', HOOK] }));
    const folding = new FoldTogether(
      store,
      threads,
      views.map(({ name }) => name),
    );
    together.push(folding);
    return folding;
  }

  /** Rebuilds all; which of them were built stream by stream. */
  async function rebuild(views: readonly AnyProjection[], folding: FoldTogether): Promise<string[]> {
    const byStream: string[] = [];
    await Promise.all(
      views.map(async (view) => {
        const onStep = (step: Step) => step === 'by stream: committed' && byStream.push(view.name);
        const projector = new Projector([view], { store, pool: database.pool, onStep });
        await projector.rebuild(view.name, { folding }).finally(() => folding.leave(view.name));
      }),
    );
    return byStream.sort();
  }

  async function toys(poison = false): Promise<void> {
    const writer = new ToyWriter(store);
    await writer.many(400, { streams: 9 });
    await writer.append('toy-factor', { factor: 4 });
    if (poison) await writer.append('toy-2', { amount: 1, poison: 'throws' });
    await writer.many(400, { streams: 900 });
  }

  it('hold the rows that following the store makes', async () => {
    const { events } = generateSample({ projects: 80 });
    for (let from = 0; from < events.length; from += 500) await store.load(events.slice(from, from + 500));
    const following = new Projector(PROJECTIONS, { store, pool: database.pool });
    const gate = new ViewGate(database.pool);
    following.start();
    for (const { name } of PROJECTIONS) await gate.waitFor(name, await store.head(), 60_000);
    await following.stop();
    await gate.close();
    const followed = await rowsOf(PROJECTIONS);
    const built = await rebuild(PROJECTIONS, foldTogether(PROJECTIONS));
    expect(built).toEqual(['bottleneck', 'history', 'integrity', 'timeline']);
    expect(await rowsOf(PROJECTIONS)).toEqual(followed);
    expect(Object.values(followed).every((rows) => rows.length > 0)).toBe(true);
  });

  async function rowsOf(views: readonly AnyProjection[]): Promise<Record<string, unknown[]>> {
    const found: Record<string, unknown[]> = {};
    for (const { name } of views) {
      const table = name === 'history' ? 'event' : name === 'integrity' ? 'flag_span' : 'project_span';
      const { rows } = await database.pool.query(`SELECT t::text AS row FROM ${name}.${table} t ORDER BY t::text`);
      found[`${name}.${table}`] = rows;
    }
    return found;
  }

  it('that can not be folded by stream are built in the order of all events, and do not hold up the others', async () => {
    await toys(true);
    const [toy] = TOYS;
    expect(await rebuild(TOYS, foldTogether(TOYS))).toEqual(['fixed']);
    const all = await allEvents(store);
    expect(await storedRows(database.pool, 'fixed')).toEqual(expectedRows(all));
    expect(await new Projector([toy], { store, pool: database.pool }).parked('toy')).toMatchObject([{ key: 'toy-2' }]);
  });

  it('are done before one that has to be built in the order of all events', async () => {
    await toys(true);
    let letGo: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (letGo = resolve));
    // All that only the order of all events is read by waits for the other view.
    const held = Object.create(store, {
      readAll: { value: async (options: ReadAllOptions) => done.then(() => store.readAll(options)) },
    }) as PostgresEventStore;
    const folding = foldTogether(TOYS);
    const [toy, fixed] = TOYS.map(({ name }, index) => {
      const projector = new Projector(TOYS, { store: index === 0 ? held : store, pool: database.pool });
      return projector.rebuild(name, { folding }).finally(() => folding.leave(name));
    });
    await fixed;
    letGo();
    await toy;
    expect(await storedRows(database.pool, 'fixed')).toEqual(expectedRows(await allEvents(store)));
  });

  it('do not wait for one that never begins', async () => {
    await toys();
    const folding = foldTogether(TOYS);
    const rebuilt = rebuild([TOYS[1]], folding);
    folding.leave('toy');
    expect(await rebuilt).toEqual(['fixed']);
    expect(await storedRows(database.pool, 'fixed')).toEqual(expectedRows(await allEvents(store)));
  });

  it('stay as they were when a thread is lost, and can be rebuilt again', async () => {
    await toys();
    await rebuild(TOYS, foldTogether(TOYS));
    const before = await storedRows(database.pool, 'fixed');
    const lost = rebuild(TOYS, foldTogether(TOYS, { dieAfter: 20 }));
    await expect(lost).rejects.toThrow('a thread that folds has ended');
    expect(await storedRows(database.pool, 'fixed')).toEqual(before);
    expect(await rebuild(TOYS, foldTogether(TOYS))).toEqual(['fixed', 'toy']);
  });

  it('with nothing in the store are rebuilt without threads having a task', async () => {
    expect(await rebuild(TOYS, foldTogether(TOYS))).toEqual([]);
  });
});
