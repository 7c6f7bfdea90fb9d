import { PostgresEventStore } from '@milepost/event-store';
import { type Notice, Projector, SHARED_KEY, StillParked, ViewGate } from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  allEvents,
  expectedRows,
  storedRows,
  type ToyData,
  toyProjection,
  ToyWriter,
  type ToyOptions,
} from '../support/projection-toy';
import { until } from '../support/projection-until';

jest.setTimeout(120_000);

describe('an event that cannot be applied', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let writer: ToyWriter;
  let gate: ViewGate;
  let notices: Notice[];
  const started: Projector[] = [];

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

  function projector(options: ToyOptions = {}): Projector {
    const onNotice = (notice: Notice) => notices.push(notice);
    const made = new Projector([toyProjection(options)], { store, pool: database.pool, standByMs: 50, onNotice });
    started.push(made);
    return made;
  }

  /** Rows as expected had the stream ended before the given revision. */
  const expectedWithout = async (stream: string, revision: number) =>
    expectedRows((await allEvents(store)).filter((event) => event.stream !== stream || event.revision < revision));

  it.each<ToyData['poison']>(['throws', 'refused'])(
    'parks its key only (%s), in the middle of a batch',
    async (poison) => {
      await writer.many(100, { streams: 5 });
      await writer.append('toy-2', { amount: 1 }, { amount: 2, poison }, { amount: 3 });
      const poisoned = (await store.readStream('toy-2')).find((event) => (event.data as ToyData).poison);
      await writer.many(100, { streams: 5 });
      const running = projector();
      running.start();
      await gate.waitFor('toy', await store.head(), 30_000);
      const later = await writer.append('toy-2', { amount: 4 });
      await gate.waitFor('toy', later, 30_000);

      expect(await storedRows(database.pool)).toEqual(await expectedWithout('toy-2', poisoned!.revision));
      expect(await running.parked('toy')).toEqual([
        expect.objectContaining({
          key: 'toy-2',
          position: poisoned!.position,
          eventId: poisoned!.id,
          eventType: 'toy.counted',
          error: expect.stringMatching(poison === 'throws' ? /poison/ : /value too long/),
          skipped: 22,
          lastPosition: later,
        }),
      ]);
      expect((await running.health())[0]).toMatchObject({ role: 'leading', parked: 1, lag: 0 });
      expect(notices).toContainEqual(expect.objectContaining({ kind: 'parked', key: 'toy-2', eventId: poisoned!.id }));
    },
  );

  it('is applied by a retry after a fix, while the projection goes on', async () => {
    await writer.many(50, { streams: 5 });
    await writer.append('toy-3', { amount: 1, poison: 'throws' });
    await writer.append('toy-factor', { factor: 3 });
    await writer.many(50, { streams: 5 });
    const broken = projector();
    broken.start();
    await gate.waitFor('toy', await store.head(), 30_000);
    await expect(broken.retryParked('toy', 'toy-3')).rejects.toThrow(StillParked);
    expect(await broken.parked('toy')).toHaveLength(1);
    await broken.stop();

    const fixed = projector({ fixed: true });
    fixed.start();
    await until(async () => (await fixed.health())[0].role === 'leading');
    const writing = writer.many(500, { streams: 5 });
    expect(await fixed.retryParked('toy', 'toy-3')).toBe(true);
    await gate.waitFor('toy', await writing, 30_000);
    await gate.waitFor('toy', await writer.append('toy-3', { amount: 9 }), 30_000);
    expect(await fixed.parked('toy')).toEqual([]);
    expect(await fixed.retryParked('toy', 'toy-3')).toBe(false);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('does not stop a rebuild, which applies it when it can', async () => {
    await writer.many(50, { streams: 5 });
    await writer.append('toy-3', { amount: 1, poison: 'refused' }, { amount: 2 });
    const broken = projector();
    broken.start();
    await gate.waitFor('toy', await store.head(), 30_000);
    await broken.rebuild('toy');
    expect(await broken.parked('toy')).toHaveLength(1);
    await broken.stop();
    const fixed = projector({ fixed: true, version: 2 });
    fixed.start();
    await until(async () => (await fixed.health())[0].role === 'leading');
    expect(await fixed.parked('toy')).toEqual([]);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('parks, of a shared event, the keys it makes trouble for', async () => {
    for (let i = 0; i < 10; i++) await writer.append(`toy-${i}`, { amount: i });
    await writer.append('toy-factor', { factor: 2, poison: 'throws at factor' });
    for (let i = 0; i < 10; i++) await writer.append(`toy-${i}`, { amount: 1 });
    const running = projector();
    running.start();
    await gate.waitFor('toy', await store.head(), 30_000);
    expect((await running.parked('toy')).map(({ key }) => key)).toEqual(['toy-1', 'toy-3', 'toy-5', 'toy-7', 'toy-9']);
    await running.stop();
    const fixed = projector({ fixed: true });
    for (const { key } of await fixed.parked('toy')) await fixed.retryParked('toy', key);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('parks the shared state when a shared event itself cannot be folded; a retry rebuilds', async () => {
    await writer.many(20, { streams: 5 });
    await writer.append('toy-factor', { factor: 2 });
    await writer.many(20, { streams: 5 });
    const definition = toyProjection();
    const evolve = () => {
      throw new Error('unknown factor');
    };
    const broken = new Projector([{ ...definition, shared: { ...definition.shared!, evolve } }], {
      store,
      pool: database.pool,
    });
    started.push(broken);
    broken.start();
    await gate.waitFor('toy', await store.head(), 30_000);
    expect(await broken.parked('toy')).toEqual([expect.objectContaining({ key: SHARED_KEY })]);
    await broken.stop();
    const fixed = projector();
    expect(await fixed.retryParked('toy', SHARED_KEY)).toBe(true);
    expect(await fixed.parked('toy')).toEqual([]);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });
});
