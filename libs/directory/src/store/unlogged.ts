import { inTransaction, isConnectionError, isStatementTimeout, type Pool, type PoolClient } from '@milepost/postgres';
import { Unavailable } from '@milepost/lifecycle';

/**
 * A database error of the directory without its text, which may quote the values sent. Deliberately without a cause:
 * loggers print causes.
 */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  constructor(readonly sqlState: string) {
    super(`the database refused a statement of the directory (SQLSTATE ${sqlState})`);
  }
}

const BUSY = {
  zh: '人员名录正被占用(例如正在备份),请稍后重试。',
  en: 'The directory is in use, by a backup for instance: try again later.',
};

/** Longest wait for others to let go of a table, in seconds: behind an erasure that waits, all readers wait. */
const LOCK_WAIT_S = 5;

// A server that logs statements, all or slow ones, logs their values as well, unless it is told not to. Not every role
// may tell it: docs/directory.md says what its operator does then.
const BEGIN = `BEGIN;
  DO $$ BEGIN
    PERFORM set_config('log_parameter_max_length', '0', true), set_config('log_parameter_max_length_on_error', '0', true);
  EXCEPTION WHEN insufficient_privilege THEN NULL;
  END $$;
  SET LOCAL lock_timeout = '${LOCK_WAIT_S}s'`;

/**
 * Runs `work` in a transaction whose values stay out of the server's log and out of errors.
 * @throws Unavailable `directory.busy` when someone holds the table for too long
 * @throws DirectoryError for what the database refuses; errors of the connection as they are
 */
export async function unlogged<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  try {
    return await inTransaction(pool, work, BEGIN);
  } catch (error) {
    if (isConnectionError(error) || isStatementTimeout(error)) throw error;
    const { code } = error as { readonly code?: unknown };
    if (code === '55P03') throw new Unavailable('directory.busy', BUSY);
    if (typeof code === 'string') throw new DirectoryError(code);
    throw error;
  }
}
