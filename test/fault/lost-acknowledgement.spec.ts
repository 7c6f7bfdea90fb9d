import { PostgresEventStore } from '@milepost/event-store';
import { newEvents, newStream, readEverything } from '../contract/event-fixtures';
import { type CuttingProxy, cuttingProxy } from '../support/cutting-proxy';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('an append whose acknowledgement is lost', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await cuttingProxy(database.url);
    store = await PostgresEventStore.open(proxy.url);
  });

  afterAll(async () => {
    await store?.close();
    await proxy?.close();
    await database?.drop();
  });

  it.each([
    ['COMMIT', 'COMMIT'],
    ['FOR UPDATE', 'SELECT'],
  ])('is answered with what was written, once: cut at %s', async (request, answer) => {
    const after = await store.head();
    const cuts = proxy.cuts;
    const warm = newStream();
    await store.append(warm, 'none', newEvents(1));
    proxy.cutAnswerTo(request, answer);
    const appends = Array.from({ length: 20 }, () => ({ stream: newStream(), events: newEvents(2) }));
    const results = await Promise.all(appends.map(({ stream, events }) => store.append(stream, 'none', events)));
    expect(proxy.cuts).toBeGreaterThan(cuts);
    const events = await readEverything(store, after);
    expect(events).toHaveLength(1 + 20 * 2);
    for (const [index, { stream, events }] of appends.entries()) {
      const read = await store.readStream(stream);
      expect(read.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
      expect(results[index]).toMatchObject({ revision: 1, position: read[1].position });
    }
    // What the lost answer told was the first answer: so the second one is a repeat.
    expect(results.every(({ repeated }) => repeated)).toBe(request === 'COMMIT');
  });
});
