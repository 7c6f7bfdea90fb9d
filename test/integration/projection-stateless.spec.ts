import { PostgresEventStore } from '@milepost/event-store';
import {
  InvalidProjection,
  Projector,
  ViewGate,
  createTable,
  type Projection,
  type Tables,
} from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { allEvents, ToyWriter, toyProjection, type ToyData } from '../support/projection-toy';

const tables: Tables = { entry: { kind: 'append', owner: 'stream', columns: { stream: 'text', position: 'bigint' } } };

/** An index of events: each makes a row of its own. */
const indexOf = (fixed: boolean): Projection<null> => ({
  name: 'index',
  version: 1,
  tables,
  stateless: true,
  createTables: (schema) => createTable(schema, 'entry', tables.entry!),
  keyOf: ({ stream }) => stream,
  apply(state, events, { key }, rows) {
    if (state) throw new Error('a state was kept');
    for (const { data, position } of events) {
      if ((data as ToyData).poison && !fixed) throw new Error('poison');
      rows.insert('entry', { stream: key, position });
    }
    return null;
  },
});

describe('a projection without states', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let gate: ViewGate;
  let writer: ToyWriter;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    gate = new ViewGate(database.pool);
    writer = new ToyWriter(store);
  });

  afterEach(async () => {
    await gate.close();
    await store.close();
    await database.drop();
  });

  const projectorOf = (fixed: boolean) =>
    new Projector([indexOf(fixed)], { store, pool: database.pool, batchSize: 40, standByMs: 50 });

  async function stored() {
    const { rows } = await database.pool.query('SELECT stream, position FROM index.entry ORDER BY position');
    const { rows: states } = await database.pool.query('SELECT * FROM index.projection_state');
    return { rows, states };
  }

  const expected = async (but?: { stream: string; from: string }) => ({
    rows: (await allEvents(store))
      .filter(({ stream, position }) => stream !== but?.stream || BigInt(position) < BigInt(but.from))
      .map(({ stream, position }) => ({ stream, position })),
    states: [],
  });

  it('follows and is rebuilt without keeping any, and goes on after a rebuild', async () => {
    const running = projectorOf(false);
    running.start();
    await gate.waitFor('index', await writer.many(300), 30_000);
    expect(await stored()).toEqual(await expected());
    await running.rebuild('index');
    expect(await stored()).toEqual(await expected());
    await gate.waitFor('index', await writer.many(300), 30_000);
    expect(await stored()).toEqual(await expected());
    await running.stop();
  });

  it('parks a stream that can not be applied, and takes it in once it can', async () => {
    await writer.many(100, { streams: 5 });
    const from = await writer.append('toy-2', { poison: 'throws' });
    await writer.append('toy-2', { amount: 3 });
    const head = await writer.many(100, { streams: 5 });
    const running = projectorOf(false);
    running.start();
    await gate.waitFor('index', head, 30_000);
    expect(await stored()).toEqual(await expected({ stream: 'toy-2', from }));
    await running.stop();
    expect(await projectorOf(true).retryParked('index', 'toy-2')).toBe(true);
    expect(await stored()).toEqual(await expected());
  });

  it('can not be recomputed', () => {
    const recomputed = { ...toyProjection(), stateless: true } as const;
    expect(() => new Projector([recomputed], { store, pool: database.pool })).toThrow(InvalidProjection);
  });
});
