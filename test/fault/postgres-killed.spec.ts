import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '@milepost/event-store';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@milepost/postgres';
import { newEvent, newEvents, readEverything } from '../contract/event-fixtures';
import { waitUntil } from '../support/wait-until';

describe('a PostgreSQL that is killed', () => {
  jest.setTimeout(180_000);
  let folder: string;
  let server: EmbeddedPostgres;
  const killServer = () => {
    const pid = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
    process.kill(Number(pid), 'SIGKILL');
  };
  const restart = async () => {
    await server.stop();
    server = await startEmbeddedPostgres({ dataFolder: folder, mode: 'own' });
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'milepost-test-fault-'));
    chmodSync(folder, 0o755);
    server = await startEmbeddedPostgres({ dataFolder: folder, mode: 'own' });
  });

  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses no acknowledged append, and those in flight are written once', async () => {
    const store = await PostgresEventStore.open(server.url, { attempts: 60 });
    const acknowledged = new Map<string, string>();
    const following = new AbortController();
    const seen: string[] = [];
    const follower = (async () => {
      for await (const batch of store.subscribe({ batchSize: 10, signal: following.signal })) {
        seen.push(...batch.map(({ id }) => id));
      }
    })();
    let writing = true;
    const writers = Array.from({ length: 16 }, async () => {
      const stream = `project-${randomUUID()}`;
      for (let revision = -1; writing; revision += 2) {
        const events = newEvents(2);
        const { position } = await store.append(stream, revision < 0 ? 'none' : revision, events);
        acknowledged.set(events[1].id, position);
      }
    });
    for (let kill = 1; kill <= 3; kill++) {
      const before = acknowledged.size;
      await waitUntil('appends are under way', () => acknowledged.size > before + 200);
      killServer();
      await restart();
    }
    const before = acknowledged.size;
    await waitUntil('appends go on', () => acknowledged.size > before + 200);
    writing = false;
    await Promise.all(writers);
    const events = await readEverything(store, '0');
    const positions = new Map(events.map(({ id, position }) => [id, position]));
    for (const [id, position] of acknowledged) expect([id, positions.get(id)]).toEqual([id, position]);
    expect(events).toHaveLength(acknowledged.size * 2);
    await waitUntil('the subscription has seen all', () => seen.length === events.length);
    following.abort();
    await follower;
    expect(seen).toEqual(events.map(({ id }) => id));
    await store.close();
  });

  it('makes appends fail by name while it is away, and the same ids write once when it is back', async () => {
    const store = await PostgresEventStore.open(server.url, { attempts: 2 });
    const [stream, event] = [`project-${randomUUID()}`, newEvent()];
    killServer();
    await expect(store.append(stream, 'none', [event])).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
    await expect(store.readAll()).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
    await restart();
    expect(await store.append(stream, 'none', [event])).toMatchObject({ revision: 0 });
    expect(await store.append(stream, 'none', [event])).toMatchObject({ revision: 0, repeated: true });
    expect(await store.readStream(stream)).toHaveLength(1);
    await store.close();
  });
});
