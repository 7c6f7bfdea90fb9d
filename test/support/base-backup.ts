import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Pool } from '../../libs/postgres/src';

const run = promisify(execFile);

/**
 * A base backup of a running cluster by PostgreSQL's low-level interface, which is what `pg_basebackup` does: the files
 * as they are, torn or not, with the log that makes them whole.
 * @param from data folder with the cluster in `postgres`
 * @param meanwhile happens while files are copied, and is in the backup
 */
export async function baseBackup(pool: Pool, from: string, to: string, meanwhile: () => Promise<void>): Promise<void> {
  await mkdir(to, { mode: 0o755 });
  const session = await pool.connect();
  try {
    await session.query(`SELECT pg_backup_start('rehearsal', fast => true)`);
    await run('cp', ['-a', join(from, 'postgres'), join(from, 'postgres-password'), to]);
    await meanwhile();
    const { rows } = await session.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    const cluster = join(to, 'postgres');
    for (const own of ['postmaster.pid', 'postmaster.opts', 'pg_wal']) {
      await rm(join(cluster, own), { recursive: true, force: true });
    }
    // Copied last: it holds all that was written until the backup stopped.
    await run('cp', ['-a', join(from, 'postgres', 'pg_wal'), cluster]);
    const label = join(cluster, 'backup_label');
    await writeFile(label, rows[0]?.labelfile ?? '');
    await run('chown', ['--reference', join(cluster, 'PG_VERSION'), label]);
  } finally {
    session.release();
  }
}
