import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries';
import { EmbeddedPostgresFailed } from './errors';
import { execute } from './execute';
import { freePort } from './free-port';
import { PATIENCE_S } from './patience';
import { discardDeadPostmaster, findPostmaster, type Postmaster } from './postmaster';
import type { PosixUser } from './posix-user';

const START_ATTEMPTS = 5;

/** Makes the database cluster, unless there is one. */
export async function initialise(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  user: PosixUser | undefined,
  log: (message: string) => void,
): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  log(`Preparing a new database in ${cluster}`);
  // Made aside and renamed, so that a start that was cut off leaves no half-made cluster behind.
  const draft = join(dirname(cluster), 'postgres.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (user) await chown(draft, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await execute(binaries.initdb, ['-D', draft, ...locale, ...access, '--no-instructions'], user);
  await rename(draft, cluster);
}

/**
 * Starts the server of a cluster and waits until it takes connections.
 * @throws EmbeddedPostgresFailed with what the server said
 */
export async function launch(
  binaries: Binaries,
  cluster: string,
  user: PosixUser | undefined,
  log: (message: string) => void,
): Promise<Postmaster> {
  const logFile = join(cluster, 'server.log');
  for (let attempt = 1; ; attempt++) {
    await discardDeadPostmaster(cluster);
    await rm(logFile, { force: true });
    // The last port comes first, so that clients of a server that was restarted find it again. It may be taken, now or
    // between the choice and the start: hence the attempts.
    const port = attempt === 1 ? await freePort(await lastPort(cluster)) : await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      timezone: 'UTC',
      // A process takes some dozens, and there may be several on one machine.
      max_connections: '200',
      log_min_messages: 'warning',
    };
    const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
    const launchFlags = ['-D', cluster, '-l', logFile, '-w', '-s', '-t', String(PATIENCE_S)];
    try {
      await execute(binaries.pgCtl, ['start', ...launchFlags, '-o', `-p ${port} ${flags.join(' ')}`], user);
      const server = await findPostmaster(cluster, PATIENCE_S * 1000);
      if (!server) throw new Error('the server ended right after its start');
      log(`PostgreSQL started in ${cluster} on port ${port}`);
      return server;
    } catch (cause) {
      const said = (await readFile(logFile, 'utf8').catch(() => '')).trim();
      // Backends of a killed server hold its memory for a moment longer.
      const passing = /Address already in use|shared memory block|could not bind|lock file/.test(said);
      if (!passing || attempt >= START_ATTEMPTS) {
        throw new EmbeddedPostgresFailed(dirname(cluster), said || (cause as Error).message, cause);
      }
      await new Promise((done) => setTimeout(done, 300 * attempt));
    }
  }
}

/** The port on which the cluster's server was last started. */
async function lastPort(cluster: string): Promise<number | undefined> {
  const options = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const port = /"-p" "(\d+)"/.exec(options)?.[1];
  return port === undefined ? undefined : Number(port);
}
