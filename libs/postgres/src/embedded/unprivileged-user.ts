import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, chown } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderUnreachable } from './errors';
import { execute } from './execute';
import type { PosixUser } from './posix-user';

/**
 * The user to run PostgreSQL as: undefined (this one) unless this process is root. The owner of an existing cluster
 * comes first, then the user `postgres`, then `nobody`.
 */
export async function unprivilegedUser(cluster: string): Promise<PosixUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = parseUsers(await readFile('/etc/passwd', 'utf8'));
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return users.find((user) => user.uid === uid) ?? { uid, gid, name: String(uid) };
  }
  const named = (name: string) => users.find((user) => user.name === name);
  return named('postgres') ?? named('nobody') ?? { uid: 65534, gid: 65534, name: 'nobody' };
}

/** The users of a passwd file. */
export function parseUsers(passwd: string): PosixUser[] {
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * Checks that the user can write below the folder, given a folder of its own there.
 * @throws DataFolderUnreachable when it can't
 */
export async function assertReachable(folder: string, user: PosixUser): Promise<void> {
  const probe = join(folder, `probe-${process.pid}`);
  await mkdir(probe, { recursive: true });
  try {
    await chown(probe, user.uid, user.gid);
    await execute('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', probe], user);
  } catch {
    throw new DataFolderUnreachable(folder, user.name);
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}
