import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateStore, SignerKey, verifyStore, witnessOf } from '@milepost/audit';
import { EventStoreDbEventStore, PostgresEventStore } from '@milepost/event-store';
import { generateSample } from '@milepost/sample';
import { startApi } from '../support/api';
import { issue, newEvent, STRANGER } from '../support/audited-store';
import { inclusionOf, issued } from '../support/checkpoints';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openAsAnotherProcess } from '../support/eventstoredb/opened-store';
import { emptyServer, migrateStoreCommand, sealedEvents, spawnMigration } from '../support/migration';
import { replayCheck } from '../support/replay-check';
import { viewsAtHead } from '../support/sample';
import { waitUntil } from '../support/wait-until';

const PROJECTS = 400;
const KILLS = 3;
/** The private key as text, which the key itself does not give away again. */
const KEY = SignerKey.generate('county.example/milepost');
const SIGNER = SignerKey.parse(KEY);

/** One server and one source: each test goes on from where the one before it has left them. */
describe('moving a store from PostgreSQL into EventStoreDB, and back', () => {
  jest.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'milepost-migrate-'));
  const keyFile = join(folder, 'trusted.keys');
  const env = { MILEPOST_CHECKPOINT_KEY_FILE: join(folder, 'signer.key'), MILEPOST_CHECKPOINT_EVERY: '0' };
  let database: TestDatabase;
  let source: PostgresEventStore;
  let server: Awaited<ReturnType<typeof emptyServer>>;
  let target: EventStoreDbEventStore;
  let note: string;

  beforeAll(async () => {
    writeFileSync(keyFile, `${String(SIGNER.verifier)}\n`);
    writeFileSync(env.MILEPOST_CHECKPOINT_KEY_FILE, `${KEY}\n`, { mode: 0o600 });
    database = await createTestDatabase();
    source = await PostgresEventStore.open(database.pool);
    await source.load(generateSample({ projects: PROJECTS }).events);
    note = await issue(source, database.pool, SIGNER);
    await source.append('late-1', 'none', [newEvent(), newEvent({ 内容: '用地预审' })]);
    server = await emptyServer(async (url) => {
      const store = await EventStoreDbEventStore.open(url, { pool: database.pool });
      const head = await store.head();
      await store.close();
      return head === '0';
    });
    target = await EventStoreDbEventStore.open(server.url, { pool: database.pool });
  });

  afterAll(async () => {
    await target?.close();
    await server?.close();
    await source?.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const migrate = (...args: string[]) => migrateStoreCommand(database.url, server.url, ...args);

  it('killed time and again, goes on where it was, and doubles nothing', async () => {
    const total = await source.count();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const migration = spawnMigration(database.url, server.url);
      const ended = once(migration, 'exit');
      const before = await target.count();
      const enough = Math.max(before + 1, Math.floor((total * kill) / (KILLS + 2)));
      await waitUntil(`${enough} events have arrived`, async () => (await target.count()) >= enough, 60_000);
      migration.kill('SIGKILL');
      await ended;
      expect(await target.count()).toBeLessThan(total);
    }
    const held = await target.count();
    const { code, out } = await migrate('--key', keyFile);
    expect(out).toMatch(/Moved and verified: [\d,]+ events in [\d,]+ streams, 1 checkpoints/);
    expect(code).toBe(0);
    expect(out).toContain(`Copied ${(total - held).toLocaleString('en')} events`);
    expect(await sealedEvents(target)).toEqual(await sealedEvents(source));
  });

  it('finds nothing left to do when it is run again', async () => {
    const { code, out } = await migrate();
    expect({ code, copied: out.includes('Copied') }).toEqual({ code: 0, copied: false });
    expect(out).toContain('Whose checkpoints they are was not checked');
  });

  it('keeps what was signed before: the walk passes it, and leaves are where they were', async () => {
    const now = () => new Date().toISOString();
    const since = witnessOf(note, [SIGNER.verifier]);
    const keys = [SIGNER.verifier];
    const verdict = await verifyStore({ store: target, files: null, since, keys, restart: true, now });
    expect(verdict).toMatchObject({ finding: null, sinceMet: true, checkpoints: 1, events: await source.count() });
    for (const { id } of await source.readAll({ limit: 3 })) {
      expect(await target.leafIndexOf(id)).toBe(await source.leafIndexOf(id));
    }
  });

  it('answers for a key that did not sign with a difference, and a code', async () => {
    const stranger = join(folder, 'stranger.keys');
    writeFileSync(stranger, `${String(STRANGER.verifier)}\n`);
    const { code, out } = await migrate('--key', stranger);
    expect(code).toBe(1);
    expect(out).toMatch(/does not hold what the source does:\nThe checkpoint in Event .* is forged or damaged/);
  });

  it('tells how many events came meanwhile, and moves them when it is run again', async () => {
    await source.append('late-1', 1, [newEvent()]);
    let revision = 2;
    const request = { source, target, keys: null, now: () => new Date().toISOString() };
    const appended: Promise<unknown>[] = [];
    const onProgress = (phase: string) => {
      if (phase !== 'copy') return;
      appended.push(source.append('late-1', revision, [newEvent(), newEvent()]));
      revision += 2;
    };
    const first = await migrateStore({ ...request, onProgress });
    await Promise.all(appended);
    expect(first).toMatchObject({ outcome: 'grown', more: 2, copied: 1 });
    expect(await migrateStore(request)).toMatchObject({ outcome: 'verified', copied: 2 });
  });

  it('leaves views to be made anew: they show the same over the new store, and are as a fold makes them', async () => {
    const before = await startApi({ database, env });
    await viewsAtHead(before);
    const [{ id: eventId }] = await source.readAll({ after: '700', limit: 1 });
    const proof = await inclusionOf(before, eventId);
    expect(proof.checkpoint?.note).toBe(note);
    const { code, out } = await migrate();
    expect(code).toBe(2);
    expect(out).toContain('A server still runs on this database');
    await before.close();
    expect((await migrate()).out).toContain('The views of the database are made anew');

    const after = await startApi({ database, env: { ...env, EVENTSTORE_URL: server.url } });
    await viewsAtHead(after);
    const { checkpoint, ...path } = await inclusionOf(after, eventId);
    expect({ ...path, checkpoint: { ...checkpoint, position: '' } }).toEqual({
      ...proof,
      checkpoint: { ...proof.checkpoint, position: '' },
    });
    expect(checkpoint?.position).not.toBe(proof.checkpoint?.position);
    expect((await issued(after)).size).toBe((await target.count()) - 1);
    const checked = await replayCheck({ databaseUrl: database.url, eventStoreUrl: server.url });
    await after.close();
    expect(checked).toEqual([0, expect.stringContaining('Every row is what the events make.')]);
  });

  it('refuses by name a target that holds other events, and leaves it as it is', async () => {
    const other = await createTestDatabase();
    const store = await PostgresEventStore.open(other.pool);
    await store.append('other-1', 'none', [newEvent()]);
    const before = await target.count();
    const { code, err } = await migrateStoreCommand(other.url, server.url);
    expect(code).toBe(1);
    expect(err).toMatch(/MigrationRefused: The target holds other events: number 1 in global order is there event/);
    expect(err).not.toContain('Copying');
    expect(await target.count()).toBe(before);
    const intoPostgres = await migrateStoreCommand(server.url, other.url);
    expect(intoPostgres.err).toContain('The target holds other events');
    expect(await store.count()).toBe(1);
    await store.close();
    await other.drop();
  });

  it('moves back into PostgreSQL, also what processes with different clocks have written', async () => {
    const real = Date.now;
    Date.now = () => real() - 5_000;
    const lagging = await openAsAnotherProcess(server.url, { pool: database.pool }).finally(() => (Date.now = real));
    for (let turn = 0; turn < 4; turn += 1) {
      await target.append(`ahead-${turn}`, 'none', [newEvent(), newEvent()]);
      await lagging.append(`behind-${turn}`, 'none', [newEvent()]);
    }
    await lagging.close();
    const back = await createTestDatabase();
    const { code, out } = await migrateStoreCommand(server.url, back.url, '--key', keyFile);
    expect(out).toContain('Moved and verified');
    expect(code).toBe(0);
    const store = await PostgresEventStore.open(back.pool);
    const events = await sealedEvents(store);
    expect(events).toEqual(await sealedEvents(target));
    expect(events.some(({ recordedAt }, index) => index > 0 && recordedAt < events[index - 1].recordedAt)).toBe(true);
    for (const { recordedAt } of events.slice(-14)) {
      const [there, here] = [await target.positionAt(recordedAt), await store.positionAt(recordedAt)];
      const count = events.length - (await target.readAll({ after: there })).length;
      expect(here).toBe(String(count));
    }
    // And what is written from now on is later than all of it.
    const { recordedAt } = await store.append('after-1', 'none', [newEvent()]);
    expect(events.every((event) => event.recordedAt <= recordedAt)).toBe(true);
    // Into the database that they came from, which holds the first of them still.
    const again = await migrateStoreCommand(server.url, database.url);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Copied 13 events') as string });
    await store.close();
    await back.drop();
  });
});
