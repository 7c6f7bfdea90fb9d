import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PATIENCE_S } from './embedded/patience';
import { type Binaries, findBinaries, reachableBinaries } from './embedded/binaries';
import { execute } from './embedded/execute';
import { findHome, SHARED_HOME } from './embedded/home';
import { DataFolderUnreachable, EmbeddedPostgresFailed } from './embedded/errors';
import { initialise, launch } from './embedded/launch';
import { claimFolder, type FolderClaim } from './embedded/owner-file';
import { findPostmaster, type Postmaster } from './embedded/postmaster';
import type { PosixUser } from './embedded/posix-user';

export interface EmbeddedPostgresOptions {
  /** Folder that holds everything: the cluster in `postgres/`, its password and the owner file. Made when absent. */
  readonly dataFolder: string;
  /**
   * `own`: this process is to be the only one that runs the database, refused while another live process is.
   * `join`: use the database that another process runs; run it when nobody does.
   */
  readonly mode: 'own' | 'join';
  /** Where root's database goes when the data folder is closed to the user that runs it; `/var/lib/milepost` by default. */
  readonly sharedHome?: string;
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

/**
 * Runs a real PostgreSQL server under `dataFolder`, reachable on 127.0.0.1 only, with durable settings.
 * As root it runs under an unprivileged user, because PostgreSQL refuses to run as root.
 * @throws DataFolderInUse when mode is `own` and another live process owns the folder
 * A data folder that this user can't reach holds a note of where the database is instead.
 * @throws DataFolderUnreachable when there is no place that the unprivileged user can reach
 * @throws EmbeddedPostgresFailed naming the folder and the cause
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.dataFolder);
  const log = options.log ?? (() => undefined);
  await makeFolder(folder);
  const claim = await claimFolder(folder, options.mode);
  try {
    const { folder: home, user } = await findHome(folder, options.sharedHome ?? SHARED_HOME, log);
    const cluster = join(home, 'postgres');
    const binaries = await reachableBinaries(await findBinaries(home), home, user);
    const password = await keepPassword(home, user);
    await initialise(binaries, cluster, password.file, user, log);
    let server = await findPostmaster(cluster, PATIENCE_S * 1000);
    const adopted = server !== undefined;
    if (server) log(`PostgreSQL is already running in ${folder} on port ${server.port}`);
    else if (!claim.owned) server = await waitForOwner(cluster, claim);
    else server = await launch(binaries, cluster, user, log);
    return running({ folder, cluster, binaries, user, claim, server, adopted, log, password: password.value });
  } catch (error) {
    await claim.release();
    if (error instanceof DataFolderUnreachable || error instanceof EmbeddedPostgresFailed) throw error;
    throw new EmbeddedPostgresFailed(folder, error instanceof Error ? error.message : String(error), error);
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined || process.getuid?.() !== 0) return;
    // Root's umask may close the folders just made to the user under which PostgreSQL runs.
    for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
  } catch (cause) {
    throw new EmbeddedPostgresFailed(folder, 'the folder cannot be made', cause);
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

async function waitForOwner(cluster: string, claim: FolderClaim): Promise<Postmaster> {
  const server = await findPostmaster(cluster, PATIENCE_S * 1000, claim.ownerPid);
  if (!server) throw new Error(`process ${claim.ownerPid} owns the folder but its database does not run`);
  return server;
}
