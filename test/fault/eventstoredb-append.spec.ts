import { EventStoreDbEventStore } from '@milepost/event-store';
import { newEvent, newEvents, newStream, readEverything } from '../contract/event-fixtures';
import { type CuttingProxy, cuttingProxy } from '../support/cutting-proxy';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type AppendFault, Emulator } from '../support/eventstoredb';
import { openAsAnotherProcess } from '../support/eventstoredb/opened-store';
import {
  itInTheClear,
  itOnEmulator,
  type ServerUnderTest,
  serverUnderTest,
} from '../support/eventstoredb/server-under-test';
import { waitUntil } from '../support/wait-until';

describe('appends to an EventStoreDB that fails them', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  let server: ServerUnderTest;
  let proxy: CuttingProxy;
  let store: EventStoreDbEventStore;
  const heard: Error[] = [];
  const open = (limits: { answerMs?: number; deadlineMs?: number } = {}, url = proxy.url) =>
    EventStoreDbEventStore.open(url, { pool: database.pool, onError: (error) => heard.push(error), ...limits });

  beforeAll(async () => {
    database = await createTestDatabase();
    server = await serverUnderTest();
    proxy = await cuttingProxy(server.url);
    store = await open();
  });

  afterAll(async () => {
    await store?.close();
    await proxy?.close();
    await server?.close();
    await database?.drop();
  });

  itInTheClear('are written once when the connection is cut after they were stored', async () => {
    const after = await store.head();
    await store.append(newStream(), 'none', newEvents(1));
    const appends = Array.from({ length: 20 }, () => ({ stream: newStream(), events: newEvents(2) }));
    const before = proxy.cuts;
    // The server names the stream in its answer.
    proxy.cutAnswerTo(appends[7].stream, appends[7].stream);
    const results = await Promise.all(appends.map(({ stream, events }) => store.append(stream, 'none', events)));
    expect(proxy.cuts).toBe(before + 1);
    expect(await readEverything(store, after)).toHaveLength(1 + 20 * 2);
    for (const [index, { stream, events }] of appends.entries()) {
      const read = await store.readStream(stream);
      expect(read.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
      // Nobody has been answered before: none of them is a repeat.
      const { position, recordedAt } = read[1];
      expect(results[index]).toEqual({ revision: 1, position, recordedAt, repeated: false });
      const again = await store.append(stream, 'none', events);
      expect(again).toEqual({ ...results[index], repeated: true });
    }
  });

  const faults: readonly AppendFault[] = [
    'drop',
    'store, then drop',
    'silence',
    'store in silence',
    'not ready',
    { lateMs: 600 },
  ];
  itOnEmulator.each(faults.map((fault) => [JSON.stringify(fault), fault] as const))(
    'are written once when they meet %s',
    async (_name, fault) => {
      const hasty = await open({ answerMs: 300 });
      const [stream, events] = [newStream(), newEvents(2)];
      await hasty.append(stream, 'none', [newEvent()]);
      server.emulator!.misbehaviour.next(fault);
      const result = await hasty.append(stream, 0, events);
      const read = await hasty.readStream(stream);
      expect(read.slice(1).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
      const { position, recordedAt, revision } = read[2];
      expect(result).toEqual({ position, recordedAt, revision, repeated: false });
      expect(await hasty.append(stream, 2, [newEvent()])).toMatchObject({ revision: 3, repeated: false });
      await hasty.close();
    },
  );

  it('end by name at their own deadline with a server that says nothing, and once when it speaks again', async () => {
    const hasty = await open({ answerMs: 200, deadlineMs: 1_000 });
    const [stream, event] = [newStream(), newEvent()];
    await hasty.append(stream, 'none', [newEvent()]);
    proxy.mute = true;
    // Those that wait for their turn have no more time than the first.
    const appends = [
      hasty.append(stream, 0, [event]),
      ...[1, 2, 3].map((at) => hasty.append(stream, at, [newEvent()])),
    ];
    const waiting = [...appends, hasty.readStream(stream), hasty.readAll(), hasty.head()];
    for (const each of waiting) await expect(each).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
    proxy.mute = false;
    // Connections that were muted may hold half an answer: those after are whole.
    proxy.cutAll();
    expect(await hasty.append(stream, 0, [event])).toMatchObject({ revision: 1 });
    expect(await hasty.readStream(stream)).toHaveLength(2);
    await hasty.close();
  });

  it('wait for a server that is away, and are written once when it is back', async () => {
    const following = new AbortController();
    const seen: string[] = [];
    const after = await store.head();
    const follower = (async () => {
      for await (const batch of store.subscribe({ after, signal: following.signal }))
        seen.push(...batch.map((e) => e.id));
    })();
    const acknowledged = new Map<string, string>();
    let writing = true;
    const writers = Array.from({ length: 8 }, async () => {
      const stream = newStream();
      for (let revision = -1; writing; revision += 2) {
        const events = newEvents(2);
        const { position } = await store.append(stream, revision < 0 ? 'none' : revision, events);
        acknowledged.set(events[1].id, position);
      }
    });
    for (let outage = 1; outage <= 3; outage++) {
      const [before, errors] = [acknowledged.size, heard.length];
      await waitUntil('appends are under way', () => acknowledged.size > before + 100);
      await proxy.down();
      await waitUntil('its absence was noticed, more than once', () => heard.length >= errors + 2);
      await proxy.up();
    }
    const before = acknowledged.size;
    await waitUntil('appends go on', () => acknowledged.size > before + 100);
    writing = false;
    await Promise.all(writers);
    const events = await readEverything(store, after);
    const positions = new Map(events.map(({ id, position }) => [id, position]));
    for (const [id, position] of acknowledged) expect([id, positions.get(id)]).toEqual([id, position]);
    expect(events).toHaveLength(acknowledged.size * 2);
    await waitUntil('the subscription has seen all', () => seen.length >= events.length);
    following.abort();
    await follower;
    expect(seen).toEqual(events.map(({ id }) => id));
  });

  itOnEmulator('are told what they met also when the server shows it only after a while', async () => {
    const { misbehaviour } = server.emulator!;
    const other = await openAsAnotherProcess(server.url, { pool: database.pool });
    const [stream, events] = [newStream(), newEvents(2)];
    const written = await store.append(stream, 'none', events);
    misbehaviour.unshown = 2;
    expect(await other.append(stream, 'none', events)).toEqual({ ...written, repeated: true });
    misbehaviour.unshown = 2;
    const late = openAsAnotherProcess(server.url, { pool: database.pool });
    const refused = (await late).append(stream, 'none', newEvents(1));
    await expect(refused).rejects.toMatchObject({ name: 'WrongExpectedRevision', actual: 1 });
    expect(misbehaviour.unshown).toBe(0);
    await Promise.all([other.close(), late.then((opened) => opened.close())]);
  });

  itOnEmulator('go on with a client made anew when discovery has failed', async () => {
    const { emulator } = server;
    const other = await Emulator.start({ log: emulator!.log });
    const url = `esdb://127.0.0.1:${emulator!.port},127.0.0.1:${other.port}?tls=false&maxDiscoverAttempts=1`;
    const patient = await open({}, url);
    await patient.append(newStream(), 'none', newEvents(1));
    await Promise.all([emulator!.die(), other.die()]);
    const [stream, events] = [newStream(), newEvents(2)];
    const append = patient.append(stream, 'none', events);
    const impatient = await open({ deadlineMs: 400 }, proxy.url).catch((error: Error) => error);
    expect(impatient).toMatchObject({ name: expect.stringMatching(/Unavailable|Unreachable/) });
    await Promise.all([emulator!.start(), other.start()]);
    expect(await append).toMatchObject({ revision: 1 });
    expect(await patient.readStream(stream)).toHaveLength(2);
    await patient.close();
    await other.die();
  });

  itOnEmulator('follow a leader that moves', async () => {
    const { emulator } = server;
    const leader = await Emulator.start({ log: emulator!.log });
    const member = await open();
    const stream = newStream();
    await member.append(stream, 'none', [newEvent()]);
    emulator!.misbehaviour.always = { notLeader: { address: '127.0.0.1', port: leader.port } };
    const results = await Promise.all(
      Array.from({ length: 10 }, () => member.append(newStream(), 'none', newEvents(2))),
    );
    expect(results.every(({ revision }) => revision === 1)).toBe(true);
    expect(await member.append(stream, 0, [newEvent()])).toMatchObject({ revision: 1 });
    // The leader goes in its turn, and the first one leads again.
    emulator!.misbehaviour.always = undefined;
    await leader.die();
    expect(await member.append(stream, 1, [newEvent()])).toMatchObject({ revision: 2, repeated: false });
    await member.close();
  });

  itInTheClear('of a long history go on where they were cut off, in order and once', async () => {
    const { recordedAt } = await store.append(newStream(), 'none', [newEvent()]);
    const after = await store.head();
    const streams = Array.from({ length: 40 }, newStream);
    const history = Array.from({ length: 400 }, (_, number) => ({
      ...newEvent({ number }),
      stream: streams[number % 40],
      revision: Math.floor(number / 40),
      recordedAt: new Date(Date.parse(recordedAt) + 1_000 + number).toISOString(),
    }));
    await store.load(history.slice(0, 30));
    // The answer names the stream of the append.
    proxy.cutAnswerTo(history[170].id, history[170].stream);
    const result = await store.load(history);
    const read = await readEverything(store, after);
    expect(read.map(({ position: _, ...event }) => event)).toEqual(history);
    expect(result).toMatchObject({ revision: 9, position: read.at(-1)?.position, repeated: false });
    expect(await store.load(history)).toEqual({ ...result, repeated: true });
  });

  it('that give up are told so, and what they wrote counts when they are repeated', async () => {
    const hasty = await open({ answerMs: 200, deadlineMs: 200 });
    const [stream, event] = [newStream(), newEvent()];
    await hasty.append(newStream(), 'none', [newEvent()]);
    proxy.mute = true;
    await expect(hasty.append(stream, 'none', [event])).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
    proxy.mute = false;
    proxy.cutAll();
    await waitUntil('the lost append has arrived', async () => (await store.readStream(stream)).length === 1);
    const [read] = await store.readStream(stream);
    const other = await openAsAnotherProcess(server.url, { pool: database.pool });
    expect(await other.append(stream, 'none', [event])).toEqual({
      revision: 0,
      position: read.position,
      recordedAt: read.recordedAt,
      repeated: true,
    });
    await other.close();
    await hasty.close();
  });
});
