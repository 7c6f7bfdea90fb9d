import { commit, connectDedicated, type Pool } from '@milepost/postgres';
import type { Client } from 'pg';
import { type AppendRequest, decideBatch, type Outcome } from './decide-batch';
import { isCausedByValues } from './server-error';
import { lockState } from './store-state';
import { writeRows } from './write-rows';

/** Longest wait for an answer, in milliseconds: a server that says nothing counts as lost. */
const ANSWER_TIMEOUT_MS = 30_000;
/**
 * Another process holds the head only from one round trip to the next. One that has stopped in between loses its
 * transaction before those who wait give up.
 */
const SESSION = `
  SET idle_in_transaction_session_timeout = '10s';
  SET lock_timeout = '20s';
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

/** Commits batches of appends, one transaction each, over one connection that is made anew when it breaks. */
export class BatchWriter {
  private connection: Promise<Client> | undefined;

  constructor(private readonly pool: Pool) {}

  /** Decides and commits a batch. When it rejects, the outcome is unknown if the error is a lost connection's. */
  async commit(requests: readonly AppendRequest[]): Promise<readonly Outcome[]> {
    const client = await this.connect();
    try {
      const streams = new Set(requests.map(({ stream }) => stream));
      const ids = new Set(requests.flatMap(({ events }) => events.map(({ id }) => id)));
      const state = await lockState(client, [...streams], [...ids]);
      const { outcomes, rows } = decideBatch(requests, state, state.now);
      // Repeats need no commit of their own: what was found has been committed, durably.
      if (rows.length === 0) await client.query('ROLLBACK');
      else await Promise.all([writeRows(client, rows), commit(client)]);
      return outcomes;
    } catch (error) {
      await this.recover(client, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    await connection?.then((client) => client.end()).catch(() => undefined);
  }

  private connect(): Promise<Client> {
    if (this.connection) return this.connection;
    const connecting = connectDedicated(this.pool, {
      pipeline: true,
      query_timeout: ANSWER_TIMEOUT_MS,
      statement_timeout: ANSWER_TIMEOUT_MS,
    }).then(async (client) => {
      client.once('end', () => this.forget(connecting));
      await client.query(SESSION);
      return client;
    });
    connecting.catch(() => this.forget(connecting));
    return (this.connection = connecting);
  }

  private forget(connection: Promise<Client>): void {
    if (this.connection === connection) this.connection = undefined;
  }

  /** Keeps the connection only where the server itself is known to be well: any other may be a standby or a wreck. */
  private async recover(client: Client, error: unknown): Promise<void> {
    const usable =
      isCausedByValues(error) &&
      (await client.query('ROLLBACK').then(
        () => true,
        () => false,
      ));
    if (usable) return;
    this.connection = undefined;
    client.end().catch(() => undefined);
  }
}
