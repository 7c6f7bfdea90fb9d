import { rm } from 'node:fs/promises';
import './global-setup';

/** Stops the PostgreSQL of the run and removes its folder. */
export default async function globalTeardown(): Promise<void> {
  const database = globalThis.testDatabase;
  if (!database) return;
  await database.server.stop();
  await rm(database.folder, { recursive: true, force: true });
}
