import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PostgresEventStore } from '@milepost/event-store';
import { createPool, startEmbeddedPostgres } from '@milepost/postgres';
import { generateSample } from '@milepost/sample';
import { baseBackup } from '../support/base-backup';
import { createTestDatabase } from '../support/database';
import {
  answers,
  askAnew,
  FORGET_LOST,
  inspect,
  irreplaceable,
  loseViews,
  record,
  withoutViews,
} from '../support/restored';
import { startServer } from '../support/server';

const run = promisify(execFile);
const PROJECTS = 25;

async function load(url: string): Promise<void> {
  const pool = createPool(url, { max: 4 });
  const store = await PostgresEventStore.open(pool);
  await store.load(generateSample({ projects: PROJECTS }).events);
  await store.close();
  await pool.end();
}

describe('a restored database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-backup-'));
  // Open to the user under which PostgreSQL runs when this is root.
  beforeAll(() => chmodSync(folder, 0o755));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('from a base backup taken while events were recorded holds, verifies and answers the same', async () => {
    const [from, to] = [join(folder, 'live'), join(folder, 'restored')];
    const live = await startEmbeddedPostgres({ dataFolder: from, mode: 'own' });
    let told: unknown;
    let stored: unknown;
    try {
      await load(live.url);
      const server = await startServer([], { DATABASE_URL: live.url });
      const pool = createPool(live.url, { max: 1 });
      await baseBackup(pool, from, to, async () => {
        await record(server);
        told = await answers(server);
        stored = await irreplaceable(live.url);
      });
      await pool.end();
      await server.stop();
    } finally {
      await live.stop();
    }
    const restored = await startEmbeddedPostgres({ dataFolder: to, mode: 'own' });
    try {
      expect(await irreplaceable(restored.url)).toEqual(stored);
      expect(await inspect(restored.url)).toEqual(told);
      // And without what may be lost: the views are made anew from the events.
      expect(await loseViews(restored.url)).toEqual(expect.arrayContaining(['projection', 'audit']));
      expect(await askAnew(restored.url)).toEqual(told);
    } finally {
      await restored.stop();
    }
  });

  it('from pg_dump holds, verifies and answers the same, also from the schemas that can’t be made anew', async () => {
    const database = await createTestDatabase();
    const copies = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      const major = Number(
        /(\d+)/.exec((await database.pool.query<{ v: string }>('SELECT version() AS v')).rows[0]!.v)![1],
      );
      const program = spawnSync('pg_dump', ['--version']);
      const own = program.status === 0 ? Number(/(\d+)/.exec(program.stdout.toString())?.[1]) : 0;
      if (own < major) {
        console.warn(
          own === 0
            ? 'pg_dump is not on this machine: that way of backup is not rehearsed'
            : `pg_dump ${own} can’t dump PostgreSQL ${major}: that way of backup is not rehearsed`,
        );
        return;
      }
      await load(database.url);
      const server = await startServer([], { DATABASE_URL: database.url });
      await record(server);
      const told = await answers(server);
      await server.stop();
      const stored = await irreplaceable(database.url);
      for (const [index, schemas] of [[], await withoutViews(database.url)].entries()) {
        const file = join(folder, `dump-${index}`);
        await run('pg_dump', ['-Fc', '-f', file, ...schemas, '-d', database.url]);
        const copy = copies[index]!;
        await run('pg_restore', ['--no-owner', '--exit-on-error', '-d', copy.url, file]);
        if (schemas.length > 0) await copy.pool.query(FORGET_LOST);
        expect(await irreplaceable(copy.url)).toEqual(stored);
        expect(await inspect(copy.url)).toEqual(told);
      }
    } finally {
      for (const each of [database, ...copies]) await each.drop();
    }
  });
});
