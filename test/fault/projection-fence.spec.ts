import { PostgresEventStore } from '@milepost/event-store';
import { Projector, ViewGate } from '@milepost/projection';
import { Follower } from '../../libs/projection/src/follow/follower';
import { CheckpointMoved } from '../../libs/projection/src/generation/checkpoint';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { allEvents, expectedRows, storedRows, toyProjection, ToyWriter } from '../support/projection-toy';

jest.setTimeout(120_000);

describe('the checkpoint fence', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let writer: ToyWriter;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    writer = new ToyWriter(store);
    const gate = new ViewGate(database.pool);
    const projector = new Projector([toyProjection()], { store, pool: database.pool });
    projector.start();
    await gate.waitFor('toy', await writer.many(50, { streams: 7 }));
    await projector.stop();
    await gate.close();
  });

  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  // Two that lead at once, as if each held the lease.
  const follower = (batchSize: number, fence?: AbortSignal) => {
    const options = { projection: toyProjection(), stage: 'live', store, pool: database.pool } as const;
    return new Follower({
      ...options,
      batchSize,
      mostStates: 100,
      fence,
      onBatch: ({ events }) => (applied += events),
    });
  };
  let applied = 0;

  it('keeps two that lead at once from doing harm', async () => {
    applied = 0;
    let refused = 0;
    await writer.many(1_000, { streams: 7 });
    await writer.append('toy-factor', { factor: 2 });
    const head = await store.head();
    const insist = async (batchSize: number) => {
      const one = follower(batchSize);
      for (;;) {
        try {
          await one.catchUp(head);
          return;
        } catch (error) {
          if (!(error instanceof CheckpointMoved)) throw error;
          refused += 1;
        }
      }
    };
    await Promise.all([insist(7), insist(10), insist(13)]);
    expect(refused).toBeGreaterThan(0);
    expect(applied).toBe(1_001);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('refuses one that remembers what another has moved on from', async () => {
    const stale = follower(10);
    await stale.catchUp(await writer.many(50, { streams: 7 }));
    await follower(10).catchUp(await writer.many(50, { streams: 7 }));
    const head = await writer.many(50, { streams: 7 });
    await expect(stale.catchUp(head)).rejects.toThrow(CheckpointMoved);
    await stale.catchUp(head);
    expect(await storedRows(database.pool)).toEqual(expectedRows(await allEvents(store)));
  });

  it('commits nothing once the lease is lost', async () => {
    const before = await storedRows(database.pool);
    const lost = new AbortController();
    lost.abort(new Error('the lease is lost'));
    const head = await writer.many(50, { streams: 7 });
    await expect(follower(10, lost.signal).catchUp(head)).rejects.toThrow('the lease is lost');
    expect(await storedRows(database.pool)).toEqual(before);
  });
});
