import { readlinkSync } from 'node:fs';
import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './live-process';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const PROBE_INTERVAL_MS = 25;

/**
 * The server that runs in a cluster folder, once it takes connections; undefined when none runs.
 * @param patienceMs how long to wait for one that is starting, recovering or stopping
 * @param starterPid while this process lives, a server that does not run yet is waited for too
 */
export async function findPostmaster(
  cluster: string,
  patienceMs: number,
  starterPid?: number,
): Promise<Postmaster | undefined> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await readPidFile(cluster);
    const live = found !== undefined && (await runsIn(cluster, found.pid));
    if (live && found.status === 'ready') return { pid: found.pid, port: found.port };
    const starting = starterPid !== undefined && isAlive(starterPid);
    if (!live && !starting) return undefined;
    if (Date.now() >= deadline) return undefined;
    await new Promise((done) => setTimeout(done, PROBE_INTERVAL_MS));
  }
}

/**
 * Removes the pid file of a server that has ended. PostgreSQL does so itself, except where the number now belongs to
 * another process or to a zombie, as happens in containers: then it would refuse to start.
 */
export async function discardDeadPostmaster(cluster: string): Promise<void> {
  const found = await readPidFile(cluster);
  if (found && !(await runsIn(cluster, found.pid))) await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function readPidFile(cluster: string): Promise<{ pid: number; port: number; status: string } | undefined> {
  const content = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = content.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, port: Number(lines[3]), status: lines[7] ?? '' } : undefined;
}

async function runsIn(cluster: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    // A server's working folder is its cluster: this tells it from a stranger that was given its number.
    return readlinkSync(`/proc/${pid}/cwd`) === (await realpath(cluster));
  } catch {
    return false;
  }
}
