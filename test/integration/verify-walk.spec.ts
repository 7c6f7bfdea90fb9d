import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyStore, WalkFile, witnessOf, type VerifyRequest } from '@milepost/audit';
import { PostgresEventStore } from '@milepost/event-store';
import {
  createAuditedStore,
  EVENTS,
  newEvent,
  reseal,
  SIGNER,
  SIZES,
  STRANGER,
  unlock,
} from '../support/audited-store';
import { createTestDatabase, type TestDatabase } from '../support/database';

const KEYS = [SIGNER.verifier];

describe('a walk that is remembered', () => {
  let original: TestDatabase;
  let notes: string[];
  let copy: TestDatabase;
  let store: PostgresEventStore;
  let folder: string;
  let unusable: string[];

  beforeAll(async () => {
    const { database, notes: issued } = await createAuditedStore();
    [original, notes] = [database, issued];
    await database.pool.end();
  });
  afterAll(() => original.drop());
  beforeEach(async () => {
    copy = await createTestDatabase(original.name);
    store = await PostgresEventStore.open(copy.pool);
    folder = await mkdtemp(join(tmpdir(), 'milepost-walk-'));
    unusable = [];
  });
  afterEach(async () => {
    await store.close();
    await copy.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const path = () => join(folder, 'verify.walk');
  const verify = (options: Partial<VerifyRequest> = {}) =>
    verifyStore({
      store,
      files: { finished: new WalkFile(path()), unfinished: new WalkFile(`${path()}.unfinished`) },
      since: null,
      keys: KEYS,
      restart: false,
      now: () => '2026-05-01T00:00:00.000Z',
      onUnusable: (at, why) => unusable.push(`${at} ${why}`),
      pageSize: 10,
      ...options,
    });
  /** Ends a walk after so many events, as Ctrl-C does. */
  const interruptAfter = async (events: number, options: Partial<VerifyRequest> = {}) => {
    const interrupt = new AbortController();
    const onPage: VerifyRequest['onPage'] = ({ tree }) => tree.size >= events && interrupt.abort();
    return verify({ ...options, onPage, signal: interrupt.signal });
  };

  it('is gone on with when it was interrupted, wherever that was, and ends as if it had not been', async () => {
    const whole = await verify();
    expect(whole).toMatchObject({ finding: null, vouched: 0, events: EVENTS, checkpoints: 2 });
    // In front of the first checkpoint, between what it covers and itself, and behind the second.
    for (const events of [50, SIZES[0], 150, 210]) {
      expect(await interruptAfter(events)).toMatchObject({ interrupted: true, events, finding: null });
      const rest = await verify({ pageSize: 7 });
      expect(rest).toEqual({ ...whole, vouched: events });
    }
    expect(unusable).toEqual([]);
    expect(await verify()).toMatchObject({ vouched: 0 });
  });

  it('is gone on with, and finds what was damaged behind where it stood', async () => {
    await interruptAfter(100);
    await unlock(copy.pool);
    await copy.pool.query(`UPDATE event_store.events SET data = '{"changed":1}' WHERE position = 140`);
    expect(await verify()).toMatchObject({
      vouched: 100,
      finding: { position: '140', notice: { code: 'chain.altered' } },
    });
  });

  it('is not gone on with when the hashes of what it saw have changed, and names what is wrong', async () => {
    await interruptAfter(100);
    await unlock(copy.pool);
    await copy.pool.query("UPDATE event_store.events SET hash = sha256('x') WHERE position = 40");
    expect(await verify()).toMatchObject({ vouched: 0, finding: { position: '40' } });
    expect(unusable).toEqual(['2026-05-01T00:00:00.000Z hashes']);
  });

  it('is not gone on with when its file was cut short or is none', async () => {
    await interruptAfter(100);
    const text = await readFile(`${path()}.unfinished`, 'utf8');
    for (const damaged of [text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1), '{}', 'nonsense', '']) {
      await writeFile(`${path()}.unfinished`, damaged);
      await rm(path(), { force: true });
      expect(await verify()).toMatchObject({ vouched: 0, finding: null, events: EVENTS });
    }
  });

  it('by other keys, or none, is not gone on with', async () => {
    await interruptAfter(130, { keys: null });
    expect(await verify()).toMatchObject({ vouched: 0, finding: null });
    expect(unusable).toEqual(['2026-05-01T00:00:00.000Z keys']);
    await interruptAfter(130, { restart: true });
    expect(await verify({ keys: [STRANGER.verifier] })).toMatchObject({
      finding: { notice: { code: 'checkpoint.forged' } },
    });
    await interruptAfter(130, { restart: true });
    expect(await verify({ keys: null })).toMatchObject({ vouched: 130, finding: null });
  });

  it('spares what came before the checkpoint that is asked for, and begins anew when that is asked for', async () => {
    await verify();
    const [last] = await store.readStream('project-0', { limit: 1, from: 31 });
    await store.append('project-0', last.revision, [newEvent(), newEvent()]);
    const asked = [witnessOf(notes[0], KEYS), witnessOf(notes[1], KEYS), { size: SIZES[1] }];
    for (const since of asked) {
      await rm(`${path()}.unfinished`, { force: true });
      expect(await verify({ since, restart: true })).toMatchObject({ vouched: 0, events: EVENTS + 2, sinceMet: true });
      expect(await verify({ since })).toMatchObject({ vouched: EVENTS + 2, finding: null, sinceMet: true });
    }
    expect(await verify({ since: { size: 17 } })).toMatchObject({ finding: null, sinceMet: false });
  });

  it('does not spare a checkpoint that signed something else', async () => {
    await verify();
    const since = { ...witnessOf(notes[0], KEYS), root: Buffer.alloc(32, 7) };
    const { finding, vouched } = await verify({ since });
    expect(vouched).toBe(0);
    expect(finding?.notice).toMatchObject({ code: 'chain.not-as-known', params: { from: 1, to: 120 } });
    expect(unusable).toHaveLength(1);
  });

  it('knows of a stream that was rewritten since, hashes and all, and of an end that was cut off', async () => {
    await verify();
    await unlock(copy.pool);
    await copy.pool.query(`UPDATE event_store.events SET data = '{"changed":1}' WHERE position = 200`);
    const [{ stream, revision }] = (
      await copy.pool.query<{ stream: string; revision: number }>(
        'SELECT stream, revision FROM event_store.events WHERE position = 200',
      )
    ).rows;
    await reseal(copy.pool, stream, revision);
    const rewritten = await verify();
    expect(rewritten.finding).toMatchObject({ notice: { code: 'chain.rewritten' }, stream });
    expect(rewritten.finding?.notice.en).toContain('the walk of 2026-05-01T00:00:00.000Z');

    await copy.pool.query('DELETE FROM event_store.events WHERE position > 190');
    await copy.pool.query('UPDATE event_store.head SET position = 190');
    expect((await verify()).finding).toMatchObject({
      notice: { code: 'chain.cut-off', params: { size: 190, expected: EVENTS } },
    });
  });
});
