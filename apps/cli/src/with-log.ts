import { join } from 'node:path';
import { CheckpointLog, ensureKeyFile, readKeyFile, type LogKey } from '@milepost/audit';
import { createPool } from '@milepost/postgres';
import { connectStore } from './connect-store';
import { userPath } from './user-path';

export interface LogOptions {
  readonly data?: string;
  /** File of the key; MILEPOST_CHECKPOINT_KEY_FILE, then the data folder's, when absent. */
  readonly key?: string;
}

export const KEY_OPTION = [
  '--key <file>',
  'file of the key for checkpoints (default: MILEPOST_CHECKPOINT_KEY_FILE, then the one in the data folder)',
] as const;

/** The key file that is named by an option or the environment. */
export function namedKeyFile(key: string | undefined): string | undefined {
  const path = key ?? process.env.MILEPOST_CHECKPOINT_KEY_FILE?.trim();
  return path ? userPath(path) : undefined;
}

/** The key for checkpoints: the named one, or the data folder's, which is made where there is none. */
export async function keyOf(named: string | undefined, dataFolder: string | undefined): Promise<LogKey | null> {
  if (named !== undefined) return readKeyFile(named);
  return dataFolder === undefined ? null : ensureKeyFile(join(dataFolder, 'checkpoint.key'));
}

/** Runs something on the log of checkpoints of the database that the options name. */
export async function withLog<Result>(
  { data, key }: LogOptions,
  work: (log: CheckpointLog) => Promise<Result>,
): Promise<Result> {
  const log = (message: string): void => void process.stderr.write(`${message}\n`);
  const { store, url, dataFolder, close } = await connectStore({ data, log });
  const pool = createPool(url, { applicationName: 'milepost checkpoints' });
  try {
    return await work(await CheckpointLog.open({ store, pool, key: await keyOf(namedKeyFile(key), dataFolder) }));
  } finally {
    await pool.end();
    await close();
  }
}
