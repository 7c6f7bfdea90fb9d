import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../apps/cli/src/run';
import { PostgresEventStore } from '../../libs/event-store/src';
import { generateSample } from '../../libs/sample/src';
import { createTestDatabase, type TestDatabase } from './database';

export interface Exported {
  readonly code: number;
  readonly said: string;
  /** What was written, `null` when there is no file. */
  readonly text: string | null;
}

/** The sample in an event store of its own, with the command line over it. */
export interface SampleStore {
  readonly database: TestDatabase;
  readonly store: PostgresEventStore;
  /** Runs `milepost export` into a file. */
  exported(...args: string[]): Promise<Exported>;
  /** Names of the files that exports have left in their folder. */
  left(): string[];
  close(): Promise<void>;
}

export async function openSampleStore(): Promise<SampleStore> {
  const database = await createTestDatabase();
  const store = await PostgresEventStore.open(database.pool);
  await store.load(generateSample().events);
  const folder = mkdtempSync(join(tmpdir(), 'milepost-export-'));
  const url = process.env.DATABASE_URL;
  process.env.DATABASE_URL = database.url;
  let number = 0;
  return {
    database,
    store,
    async exported(...args) {
      const out = join(folder, `export-${(number += 1)}`);
      const said: string[] = [];
      const err = jest
        .spyOn(process.stderr, 'write')
        .mockImplementation((text: string | Uint8Array) => said.push(String(text)) > 0);
      try {
        const code = await run(['node', 'milepost', 'export', '--out', out, ...args]);
        const written = readdirSync(folder).includes(`export-${number}`);
        return { code, said: said.join(''), text: written ? readFileSync(out, 'utf8') : null };
      } finally {
        err.mockRestore();
      }
    },
    left: () => readdirSync(folder),
    async close() {
      if (url === undefined) delete process.env.DATABASE_URL;
      else process.env.DATABASE_URL = url;
      rmSync(folder, { recursive: true, force: true });
      await store.close();
      await database.drop();
    },
  };
}
