import { Client, type ClientConfig, type Pool } from 'pg';

/**
 * A connection of its own, outside the pool but with the pool's settings: for locks, LISTEN and the like, which belong
 * to a session. The caller ends it.
 */
export async function connectDedicated(
  pool: Pool,
  settings: ClientConfig & { pipeline?: boolean } = {},
): Promise<Client> {
  const options = pool.options as ClientConfig;
  // The pool hides its password from enumeration, so that it does not get into logs.
  const client = new Client({ ...options, password: options.password, ...settings });
  // Without a listener an `error` event ends the process; the loss shows as `end` and in the next query.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
  return client;
}
