import { EventStoreUnavailable, hashOf, PostgresEventStore } from '@milepost/event-store';
import { createPool } from '@milepost/postgres';
import { createTestDatabase } from '../support/database';
import { describeEventStore } from './event-store-contract';

describeEventStore('PostgresEventStore', async () => {
  const database = await createTestDatabase();
  const pool = createPool(database.url);
  const counted = countRows(pool);
  const store = await PostgresEventStore.open(pool, { pollMs: 5_000 });
  return {
    store,
    reopen: () => PostgresEventStore.open(database.url),
    eventsRead: counted,
    forceLateCommit: async (stream, event) => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      const { rows } = await client.query<{ now: string }>(
        'SELECT clock_timestamp()::timestamptz(3) AS now FROM event_store.head FOR UPDATE',
      );
      const [{ now }] = rows;
      const { id, type, data, metadata } = event;
      const hash = hashOf({ ...event, stream, revision: 0, recordedAt: now }, null);
      await client.query(
        `WITH moved AS (UPDATE event_store.head SET position = position + 1, recorded_at = $6 RETURNING *)
         INSERT INTO event_store.events
         SELECT position, $1, 0, $2, $3, $4, $5, recorded_at, 0, 1, decode($7, 'hex') FROM moved`,
        [stream, id, type, JSON.stringify(data), JSON.stringify(metadata), now, hash],
      );
      return { commit: async () => client.query('COMMIT').then(() => client.release()) };
    },
    cutConnections: async () => {
      await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    },
    close: async () => {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
});

/** Counts the rows of events that a pool's queries give. */
function countRows(pool: ReturnType<typeof createPool>): () => number {
  let rows = 0;
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<{ rows: unknown[] }>;
  Object.assign(pool, {
    query: async (statement: { rowMode?: string }, ...rest: unknown[]) => {
      const result = await query(statement, ...rest);
      if (statement.rowMode === 'array') rows += result.rows.length;
      return result;
    },
  });
  return () => rows;
}

describe('PostgresEventStore', () => {
  it('refuses edits of events, whoever asks the database', async () => {
    const database = await createTestDatabase();
    const store = await PostgresEventStore.open(database.pool);
    for (const edit of ["UPDATE event_store.events SET type = 'x'", 'DELETE FROM event_store.events']) {
      await expect(database.pool.query(edit)).rejects.toThrow('never edited');
    }
    await store.close();
    await database.drop();
  });

  it('asks nothing more of the database once it is closed', async () => {
    const database = await createTestDatabase();
    const store = await PostgresEventStore.open(database.pool);
    await store.close();
    const query = jest.spyOn(database.pool, 'query');
    for (const read of [() => store.readStream('project-1'), () => store.readAll(), () => store.head()]) {
      await expect(read()).rejects.toBeInstanceOf(EventStoreUnavailable);
    }
    await new Promise(setImmediate);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    await database.drop();
  });
});
