import { randomBytes } from 'node:crypto';
import { createPool, type Pool } from '@milepost/postgres';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly pool: Pool;
  /** Ends the pool and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A database of its own for a spec file.
 * @param template name of one that it is to be a copy of, to which nobody is connected; empty when absent
 */
export async function createTestDatabase(template = 'template1'): Promise<TestDatabase> {
  const server = process.env.MILEPOST_TEST_DATABASE_URL;
  if (!server)
    throw new Error('MILEPOST_TEST_DATABASE_URL is not set: run this spec in the jest project "integration"');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const pool = createPool(address.href, { applicationName: 'test' });
  return {
    name,
    url: address.href,
    pool,
    drop: async () => {
      if (!pool.ended) await pool.end();
      await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const pool = createPool(server, { max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
