import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Binaries, findBinaries, reachableBinaries } from './embedded/binaries';
import { execute } from './embedded/execute';
import { EmbeddedPostgresFailed } from './embedded/errors';
import { freePort } from './embedded/free-port';
import { claimFolder, type FolderClaim } from './embedded/owner-file';
import { discardDeadPostmaster, findPostmaster, type Postmaster } from './embedded/postmaster';
import { assertReachable, type PosixUser, unprivilegedUser } from './embedded/unprivileged-user';

export interface EmbeddedPostgresOptions {
  /** Folder that holds everything: the cluster in `postgres/`, its password and the owner file. Made when absent. */
  readonly dataFolder: string;
  /**
   * `own`: this process is to be the only one that runs the database, refused while another live process is.
   * `join`: use the database that another process runs; run it when nobody does.
   */
  readonly mode: 'own' | 'join';
  readonly log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection URL of the database `postgres`, password included. */
  readonly url: string;
  readonly port: number;
  /** True when the server was running already. */
  readonly adopted: boolean;
  /** Stops the server in order when this process owns it; otherwise only lets go of it. */
  stop(): Promise<void>;
}

/** Time that a start or stop may take, in seconds: crash recovery of a large log is slow on a small disk. */
const PATIENCE_S = 120;
const START_ATTEMPTS = 5;

/**
 * Runs a real PostgreSQL server under `dataFolder`, reachable on 127.0.0.1 only, with durable settings.
 * As root it runs under an unprivileged user, because PostgreSQL refuses to run as root.
 * @throws DataFolderInUse when mode is `own` and another live process owns the folder
 * @throws DataFolderUnreachable when the unprivileged user can't get at the folder
 * @throws EmbeddedPostgresFailed naming the folder and the cause
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.dataFolder);
  const log = options.log ?? (() => undefined);
  const cluster = join(folder, 'postgres');
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new EmbeddedPostgresFailed(folder, 'the folder cannot be made', cause);
  });
  const user = await unprivilegedUser(cluster);
  const claim = await claimFolder(folder, options.mode);
  try {
    if (user) await assertReachable(folder, user);
    const binaries = await reachableBinaries(await findBinaries(), folder, user);
    const password = await keepPassword(folder, user);
    await initialise(binaries, cluster, password.file, user, log);
    let server = await findPostmaster(cluster, PATIENCE_S * 1000);
    const adopted = server !== undefined;
    if (server) log(`PostgreSQL is already running in ${folder} on port ${server.port}`);
    else if (!claim.owned) server = await waitForOwner(cluster, claim);
    else server = await launch(binaries, cluster, user, log);
    return running({ folder, cluster, binaries, user, claim, server, adopted, log, password: password.value });
  } catch (error) {
    await claim.release();
    if (error instanceof Error && error.name !== 'Error' && !('code' in error)) throw error;
    throw new EmbeddedPostgresFailed(folder, error instanceof Error ? error.message : String(error), error);
  }
}

interface Running {
  readonly folder: string;
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly user: PosixUser | undefined;
  readonly claim: FolderClaim;
  readonly server: Postmaster;
  readonly adopted: boolean;
  readonly log: (message: string) => void;
  readonly password: string;
}

function running({
  folder,
  cluster,
  binaries,
  user,
  claim,
  server,
  adopted,
  log,
  password,
}: Running): EmbeddedPostgres {
  // A process that ends without an orderly stop (an uncaught error, process.exit) still asks its server to end.
  const onExit = () => {
    try {
      process.kill(server.pid, 'SIGINT');
    } catch {
      // It has ended by itself.
    }
  };
  if (claim.owned) process.once('exit', onExit);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    if (!claim.owned) return;
    const control = ['stop', '-D', cluster, '-m', 'fast', '-w', '-s', '-t', String(PATIENCE_S)];
    await execute(binaries.pgCtl, control, user).catch(async (cause: unknown) => {
      if (await findPostmaster(cluster, 0)) throw new EmbeddedPostgresFailed(folder, 'it did not stop', cause);
    });
    process.removeListener('exit', onExit);
    await claim.release();
    log(`PostgreSQL in ${folder} stopped`);
  };
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`,
    port: server.port,
    adopted,
    stop: () => (stopped ??= stop()),
  };
}

async function keepPassword(folder: string, user?: PosixUser): Promise<{ value: string; file: string }> {
  const file = join(folder, 'postgres-password');
  if (!existsSync(file)) {
    // Written aside and renamed, so that a crash leaves no empty password behind.
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (user) await chown(draft, user.uid, user.gid);
    await rename(draft, file);
  }
  return { value: (await readFile(file, 'utf8')).trim(), file };
}

async function initialise(
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

async function launch(
  binaries: Binaries,
  cluster: string,
  user: PosixUser | undefined,
  log: (message: string) => void,
): Promise<Postmaster> {
  const logFile = join(cluster, 'server.log');
  for (let attempt = 1; ; attempt++) {
    await discardDeadPostmaster(cluster);
    await rm(logFile, { force: true });
    // The port may be taken by another process between the choice and the start: hence the attempts.
    const port = await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      timezone: 'UTC',
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

async function waitForOwner(cluster: string, claim: FolderClaim): Promise<Postmaster> {
  const server = await findPostmaster(cluster, PATIENCE_S * 1000, claim.ownerPid);
  if (!server) throw new Error(`process ${claim.ownerPid} owns the folder but its database does not run`);
  return server;
}
