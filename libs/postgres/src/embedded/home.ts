import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DataFolderUnreachable } from './errors';
import type { PosixUser } from './posix-user';
import { assertReachable, unprivilegedUser } from './unprivileged-user';

/** Where root's databases go whose data folder is closed to the user under which PostgreSQL runs. */
export const SHARED_HOME = '/var/lib/milepost';
const POINTER = 'postgres-is-elsewhere.txt';

/** Where a data folder's database lies, and the user that runs it (`undefined`: this one). */
export interface Home {
  readonly folder: string;
  readonly user: PosixUser | undefined;
}

/**
 * The folder of the database that belongs to a data folder: the data folder itself, or, for root, a folder below
 * `sharedHome` when the data folder lies where the unprivileged user can't go (root's own home, a private temporary
 * folder). A note in the data folder says where.
 * @throws DataFolderUnreachable when neither will do, or when a database that is there already became unreachable
 */
export async function findHome(dataFolder: string, sharedHome: string, log: (message: string) => void): Promise<Home> {
  const note = join(dataFolder, POINTER);
  if (existsSync(note)) {
    const folder = (await readFile(note, 'utf8')).trim();
    return { folder, user: await unprivilegedUser(join(folder, 'postgres')) };
  }
  const user = await unprivilegedUser(join(dataFolder, 'postgres'));
  if (user === undefined) return { folder: dataFolder, user };
  try {
    await assertReachable(dataFolder, user);
    return { folder: dataFolder, user };
  } catch (error) {
    // Never an empty database in place of one that is merely closed off.
    if (!(error instanceof DataFolderUnreachable) || existsSync(join(dataFolder, 'postgres'))) throw error;
  }
  const place = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  const folder = join(sharedHome, `${basename(dirname(dataFolder))}-${place}`);
  await mkdir(folder, { recursive: true });
  for (const made of [sharedHome, folder]) await chmod(made, 0o755);
  await assertReachable(folder, user);
  await writeFile(note, `${folder}\n`);
  log(`User ${user.name}, under which PostgreSQL runs, can't reach ${dataFolder}: the database goes to ${folder}`);
  return { folder, user };
}
