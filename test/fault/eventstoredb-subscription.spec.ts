import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbEventStore } from '@milepost/event-store';
import { newEvent, newEvents, newStream, readEverything } from '../contract/event-fixtures';
import { type CuttingProxy, cuttingProxy } from '../support/cutting-proxy';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { itOnEmulator, type ServerUnderTest, serverUnderTest } from '../support/eventstoredb/server-under-test';
import { waitUntil } from '../support/wait-until';

describe('subscriptions to an EventStoreDB that ends them', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  let server: ServerUnderTest;
  let proxy: CuttingProxy;
  let store: EventStoreDbEventStore;
  let heard: Error[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    server = await serverUnderTest();
    proxy = await cuttingProxy(server.url);
    store = await EventStoreDbEventStore.open(proxy.url, {
      pool: database.pool,
      answerMs: 500,
      onError: (error) => heard.push(error),
    });
  });

  beforeEach(() => (heard = []));

  afterAll(async () => {
    await store?.close();
    await proxy?.close();
    await server?.close();
    await database?.drop();
  });

  /** Follows in the background and keeps the ids of what is handed over. */
  const followFrom = (after: string, work: () => Promise<void> = async () => undefined) => {
    const end = new AbortController();
    const seen: string[] = [];
    const done = (async () => {
      for await (const batch of store.subscribe({ after, batchSize: 50, signal: end.signal })) {
        await work();
        seen.push(...batch.map(({ id }) => id));
      }
    })();
    return { seen, stop: () => (end.abort(), done) };
  };

  const ways: readonly (readonly [string, () => void])[] = [
    ['in order', () => server.emulator?.endSubscriptions('end')],
    ['with an error', () => server.emulator?.endSubscriptions('error')],
    ['without a word', () => proxy.cutAll()],
  ];
  const endable = process.env.EVENTSTORE_TEST_URL ? ways.slice(2) : ways;
  it.each(endable)('go on after the last event handed over when they end %s', async (_way, end) => {
    const after = await store.head();
    const { seen, stop } = followFrom(after);
    for (let round = 1; round <= 3; round++) {
      await store.append(newStream(), 'none', newEvents(120));
      await waitUntil('all is seen', () => seen.length === round * 120);
      const errors = heard.length;
      end();
      // What comes while nobody listens.
      await store.append(newStream(), 'none', newEvents(3)).then(() => store.append(newStream(), 'none', newEvents(2)));
      await waitUntil('its end was noticed', () => heard.length > errors);
      await waitUntil('what came meanwhile is seen', () => seen.length === round * 120 + 5);
      seen.splice(-5);
    }
    await stop();
    const all = (await readEverything(store, after)).map(({ id }) => id);
    expect(all.filter((_, index) => index % 125 < 120)).toEqual(seen);
  });

  it('end while batches are being handed over, and nothing is missed or told twice', async () => {
    const after = await store.head();
    for (let part = 0; part < 6; part++) await store.append(newStream(), 'none', newEvents(500));
    let batches = 0;
    const { seen, stop } = followFrom(after, async () => {
      if (++batches % 40 === 0) proxy.cutAll();
    });
    await waitUntil('all is seen', () => seen.length === 3_000);
    await stop();
    expect(heard.length).toBeGreaterThan(0);
    expect(seen).toEqual((await readEverything(store, after)).map(({ id }) => id));
  });

  it('begin again when nothing is answered at first', async () => {
    const after = await store.head();
    await store.append(newStream(), 'none', newEvents(2));
    proxy.mute = true;
    const { seen, stop } = followFrom(after);
    await waitUntil('the silence was noticed', () => heard.length > 0);
    proxy.mute = false;
    proxy.cutAll();
    await waitUntil('all is seen', () => seen.length === 2);
    await stop();
  });

  itOnEmulator('fetch no more than a little while their reader is busy', async () => {
    const after = await store.head();
    const stream = newStream();
    for (let part = 0; part < 20; part++) {
      await store.append(stream, part === 0 ? 'none' : part * 500 - 1, newEvents(500));
    }
    let release = (): void => undefined;
    const busy = new Promise<void>((resolve) => (release = resolve));
    const { sent } = server.emulator!;
    const before = sent.toSubscribers;
    const { seen, stop } = followFrom(after, () => busy);
    let last = before;
    await waitUntil('the server has stopped sending', async () => {
      const still = sent.toSubscribers === last && last > before;
      last = sent.toSubscribers;
      // Time enough for a greedy reader to go on.
      for (let look = 0; look < 10; look++) await store.readStream(stream, { limit: 1 });
      return still;
    });
    expect(sent.toSubscribers - before).toBeLessThan(3_000);
    release();
    await waitUntil('all is seen', () => seen.length === 10_000);
    await stop();
  });

  it.each(['throws', 'leaves'])('are ended at the server when their reader %s', async (how) => {
    const after = await store.head();
    await store.append(newStream(), 'none', newEvents(3));
    const reading = (async () => {
      for await (const batch of store.subscribe({ after })) {
        if (how === 'throws') throw new Error(`can’t handle ${batch.length}`);
        return 'left';
      }
    })();
    if (how === 'throws') await expect(reading).rejects.toThrow('can’t handle');
    else await expect(reading).resolves.toBe('left');
    const { emulator } = server;
    if (emulator) await waitUntil('the server knows of no subscriber', () => emulator.subscribers === 0);
    expect(heard).toEqual([]);
    expect(await store.append(newStream(), 'none', [newEvent()])).toMatchObject({ revision: 0 });
  });

  it('hand over types that this version does not know, and pass over what others wrote', async () => {
    const after = await store.head();
    const client = EventStoreDBClient.connectionString(server.url);
    const foreign = jsonEvent({ type: 'SomethingElse', data: { a: 1 } });
    await client.appendToStream(`foreign-${foreign.id}`, [foreign], { expectedRevision: 'no_stream' });
    const unknown = { ...newEvent([null, { deep: true }]), type: 'milestone.of-a-later-version.v9' };
    await store.append(newStream(), 'none', [unknown]);
    const { seen, stop } = followFrom(after);
    await waitUntil('it is seen', () => seen.length === 1);
    expect(seen).toEqual([unknown.id]);
    expect((await readEverything(store, after)).map(({ id, type }) => [id, type])).toEqual([
      [unknown.id, unknown.type],
    ]);
    expect(await store.head()).toBe((await readEverything(store, after))[0].position);
    await expect(store.readStream(`foreign-${foreign.id}`)).rejects.toThrow('was not written by Milepost');
    await stop();
    await client.dispose();
  });

  itOnEmulator('are not sent what the server writes about itself, nor does the head get slow', async () => {
    const { emulator } = server;
    const { position } = await store.append(newStream(), 'none', newEvents(2));
    emulator!.log.writeStatistics(3_000);
    const { sent } = emulator!;
    let before = sent.toReaders;
    expect(await store.head()).toBe(position);
    expect(sent.toReaders - before).toBeGreaterThan(3_000);
    before = sent.toReaders;
    for (let ask = 0; ask < 10; ask++) expect(await store.head()).toBe(position);
    expect(sent.toReaders - before).toBeLessThanOrEqual(10 * 16);
    before = sent.toSubscribers;
    const { seen, stop } = followFrom(position);
    await store.append(newStream(), 'none', [newEvent()]);
    await waitUntil('it is seen', () => seen.length === 1);
    expect(sent.toSubscribers - before).toBe(1);
    expect(await readEverything(store, position)).toHaveLength(1);
    await stop();
  });
});
