import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../libs/postgres/src';
import { FOLDER_PREFIX, removeAbandonedFolders } from './abandoned-folders';

declare global {
  var testDatabase: { readonly folder: string; readonly server: EmbeddedPostgres } | undefined;
}

/** Starts one PostgreSQL for the whole run, unless MILEPOST_TEST_DATABASE_URL names one to use. */
export default async function globalSetup(): Promise<void> {
  if (process.env.MILEPOST_TEST_DATABASE_URL) return;
  await removeAbandonedFolders();
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  // mkdtemp closes the folder to others; run as root, the server is another user.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataFolder: folder, mode: 'own' });
  globalThis.testDatabase = { folder, server };
  process.env.MILEPOST_TEST_DATABASE_URL = server.url;
}
