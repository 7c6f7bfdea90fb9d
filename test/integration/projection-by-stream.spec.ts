import { PostgresEventStore } from '@milepost/event-store';
import { Projector, ViewGate, type Step } from '@milepost/projection';
import { integrityProjection } from '@milepost/audit';
import { bottleneckProjection } from '@milepost/bottleneck';
import { timelineProjection } from '@milepost/timeline';
import { comparePositions } from '@milepost/lifecycle';
import { generateSample } from '@milepost/sample';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { allEvents, expectedRows, storedRows, toyProjection, ToyWriter } from '../support/projection-toy';

describe('a rebuild stream by stream', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let gate: ViewGate;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    gate = new ViewGate(database.pool);
  });

  afterEach(async () => {
    await gate.close();
    await store.close();
    await database.drop();
  });

  async function toys(count: number, poison = false): Promise<void> {
    const writer = new ToyWriter(store);
    await writer.many(count, { streams: 9 });
    await writer.append('toy-factor', { factor: 4 });
    if (poison) await writer.append('toy-2', { amount: 1, poison: 'throws' });
    await writer.many(count, { streams: 11 });
    await writer.append('toy-factor', { factor: 7 });
  }

  async function rebuilt(fixed = false): Promise<{ steps: Step[]; projector: Projector }> {
    const steps: Step[] = [];
    const onStep = (step: Step) => void steps.push(step);
    const projector = new Projector([toyProjection({ byStream: true, fixed })], { store, pool: database.pool, onStep });
    await projector.rebuild('toy');
    return { steps, projector };
  }

  it('makes the rows that folding in the order of all events makes, shared events between them', async () => {
    await toys(300);
    const { steps } = await rebuilt();
    expect(steps).toContain('by stream: committed');
    expect(steps).not.toContain('batch: begun');
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  const keptStates = async () =>
    (await database.pool.query<{ key: string }>('SELECT key FROM toy.projection_state ORDER BY key')).rows;

  async function follow(projector: Projector): Promise<void> {
    projector.start();
    await gate.waitFor('toy', await store.head(), 60_000);
    await projector.stop();
  }

  it('keeps no states: what comes later is folded on from the streams', async () => {
    await toys(300);
    const { projector } = await rebuilt();
    expect(await keptStates()).toEqual([]);
    const writer = await ToyWriter.resume(store);
    await writer.append('toy-3', { amount: 5 }, { amount: 6 });
    await writer.append('toy-new', { amount: 7 });
    await follow(projector);
    expect(await keptStates()).toEqual([{ key: 'toy-3' }, { key: 'toy-new' }]);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('folds the states of all keys again before an event that concerns them all', async () => {
    await toys(300);
    const { projector } = await rebuilt();
    const writer = await ToyWriter.resume(store);
    await writer.append('toy-3', { amount: 5 });
    await writer.append('toy-factor', { factor: 11 });
    await writer.append('toy-4', { amount: 6 });
    await follow(projector);
    expect(await keptStates()).toHaveLength(11);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
    // From here on nothing is folded from its stream any more.
    await writer.append('toy-5', { amount: 8 });
    await writer.append('toy-factor', { factor: 2 });
    await follow(projector);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('parks a key whose state was not kept at the event that can not be applied, and takes it up again', async () => {
    await toys(100);
    const { projector } = await rebuilt();
    const writer = await ToyWriter.resume(store);
    await writer.append('toy-3', { amount: 5 }, { amount: 1, poison: 'throws' }, { amount: 9 });
    await writer.append('toy-4', { amount: 1 });
    await follow(projector);
    const events = await allEvents(store);
    const poisoned = events.find(({ data }) => (data as { poison?: string }).poison !== undefined);
    expect(await projector.parked('toy')).toMatchObject([{ key: 'toy-3', eventId: poisoned?.id, skipped: 1 }]);
    const passed = ({ stream, position }: (typeof events)[number]) =>
      stream === 'toy-3' && comparePositions(position, (poisoned as (typeof events)[number]).position) >= 0;
    expect(await storedRows(database.pool)).toEqual(expectedRows(events.filter((event) => !passed(event))));
    const mended = toyProjection({ byStream: true, fixed: true });
    const mending = new Projector([mended], { store, pool: database.pool });
    expect(await mending.retryParked('toy', 'toy-3')).toBe(true);
    expect(await storedRows(database.pool)).toEqual(expectedRows(events));
  });

  it('leaves an event that can not be applied to the order of all events, which parks its project', async () => {
    await toys(50, true);
    const { steps, projector } = await rebuilt();
    expect(steps).not.toContain('by stream: committed');
    expect(await projector.parked('toy')).toMatchObject([{ key: 'toy-2' }]);
  });

  it('makes the same read models of the sample as following it does', async () => {
    const { events } = generateSample({ projects: 60 });
    for (let from = 0; from < events.length; from += 500) await store.load(events.slice(from, from + 500));
    const projections = [timelineProjection, bottleneckProjection, integrityProjection];
    const steps = new Set<Step>();
    const onStep = (step: Step) => void steps.add(step);
    const projector = new Projector(projections, { store, pool: database.pool, batchSize: 100, onStep });
    projector.start();
    const tables = projections.flatMap(({ name, tables: own }) => Object.keys(own).map((table) => `${name}.${table}`));
    const rows = async () => {
      const found: Record<string, unknown[]> = {};
      for (const table of tables) {
        const { rows: all } = await database.pool.query(`SELECT t::text AS row FROM ${table} t ORDER BY t::text`);
        found[table] = all;
      }
      return found;
    };
    for (const { name } of projections) await gate.waitFor(name, await store.head(), 60_000);
    const followed = await rows();
    expect(steps.has('by stream: committed')).toBe(false);
    for (const { name } of projections) await projector.rebuild(name);
    await projector.stop();
    expect(steps.has('by stream: committed')).toBe(true);
    expect(await rows()).toEqual(followed);
  });
});
