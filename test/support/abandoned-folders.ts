import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveOwner, startEmbeddedPostgres } from '../../libs/postgres/src';

export const FOLDER_PREFIX = 'milepost-test-';

/** Stops and removes the databases of test runs that were killed. */
export async function removeAbandonedFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const owner = await readFile(join(folder, 'owner.pid'), 'utf8').catch(() => undefined);
    // Without an owner file it may be one that another run is about to use.
    if (owner === undefined || liveOwner(owner) !== undefined) continue;
    try {
      const server = await startEmbeddedPostgres({ dataFolder: folder, mode: 'own' });
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    } catch {
      // Another run is clearing it away, or another user's run made it: neither must stop this one.
    }
  }
}
