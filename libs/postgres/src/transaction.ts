import type { ClientBase, Pool, PoolClient } from 'pg';

/** The server undid a transaction that was to be committed. */
export class TransactionRolledBack extends Error {
  override readonly name = 'TransactionRolledBack';
}

/**
 * Runs `work` in one transaction: committed when it resolves, undone when it rejects.
 * @param begin the statement that opens it, e.g. `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`
 * @throws TransactionRolledBack when an error that `work` swallowed has undone the transaction
 */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await commit(client);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Commits the transaction that is open on a connection.
 * @throws TransactionRolledBack when an earlier error has undone it
 */
export async function commit(client: ClientBase): Promise<void> {
  // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and with no error.
  const { command } = await client.query('COMMIT');
  if (command === 'ROLLBACK') throw new TransactionRolledBack('an earlier error has undone the transaction');
}
