import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '@milepost/event-store';
import { createPool, startEmbeddedPostgres, type Pool } from '@milepost/postgres';
import { generateLoad } from '@milepost/sample';

/** An embedded PostgreSQL of a bench's own, in a temporary folder. */
export interface BenchDatabase {
  readonly url: string;
  readonly pool: Pool;
  readonly store: PostgresEventStore;
}

/** Runs something over an empty database and removes it afterwards, whatever happens. */
export async function withDatabase<Result>(use: (database: BenchDatabase) => Promise<Result>): Promise<Result> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'milepost-bench-'));
  // As root, PostgreSQL runs as another user, who has to get below it.
  await chmod(dataFolder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataFolder, mode: 'own' });
  try {
    const pool = createPool(postgres.url, { max: 20, applicationName: 'bench' });
    const store = await PostgresEventStore.open(pool);
    try {
      return await use({ url: postgres.url, pool, store });
    } finally {
      await store.close();
      await pool.end();
    }
  } finally {
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** Fills the store with generated projects, recorded one event after the other over eight years; how many events. */
export async function loadProjects({ store, pool }: BenchDatabase, projects: number): Promise<number> {
  let events = 0;
  for (const chunk of generateLoad({ projects })) {
    await store.load(chunk);
    events += chunk.length;
  }
  await pool.query('VACUUM ANALYZE');
  return events;
}
