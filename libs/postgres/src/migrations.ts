import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { advisoryLockKey } from './advisory-lock';
import { inTransaction } from './transaction';

/** One step of a component's schema. Once released it is never edited: a later step changes what it made. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** What SQL alone can't do to the data that is there: runs after it, in the same transaction. */
  readonly fill?: (client: PoolClient) => Promise<void>;
}

/** A migration that was applied to this database has been edited since. */
export class MigrationChanged extends Error {
  override readonly name = 'MigrationChanged';
  constructor(
    readonly component: string,
    readonly migration: string,
  ) {
    super(`migration ${migration} of ${component} differs from the one that was applied to this database`);
  }
}

/** The database was migrated by a newer version of this program. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer';
  constructor(
    readonly component: string,
    readonly migration: string,
  ) {
    super(
      `the database holds migration ${migration} of ${component}, which this version does not know: run a newer one`,
    );
  }
}

const LEDGER = `
  CREATE TABLE IF NOT EXISTS public.schema_migrations (
    component  text NOT NULL,
    number     int NOT NULL,
    name       text NOT NULL,
    checksum   text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (component, number)
  )`;

/**
 * Brings a component's schema up to date: applies what is missing, in order, all in one transaction. Processes that
 * start together wait for one another.
 * @returns names of the migrations applied now
 * @throws MigrationChanged, DatabaseIsNewer
 */
export async function migrate(pool: Pool, component: string, migrations: readonly Migration[]): Promise<string[]> {
  return inTransaction(pool, async (client) => {
    // One lock for all components: they share the table that records them.
    await client.query('SELECT pg_advisory_xact_lock($1::bigint)', [advisoryLockKey('schema_migrations')]);
    await client.query(LEDGER);
    const applied = await appliedMigrations(client, component);
    applied.forEach((row, index) => {
      const known = migrations.at(index);
      if (!known) throw new DatabaseIsNewer(component, row.name);
      if (row.checksum !== checksum(known.sql)) throw new MigrationChanged(component, row.name);
    });
    const missing = migrations.slice(applied.length);
    for (const [index, { name, sql, fill }] of missing.entries()) {
      await client.query(sql);
      await fill?.(client);
      await client.query(
        'INSERT INTO public.schema_migrations (component, number, name, checksum) VALUES ($1, $2, $3, $4)',
        [component, applied.length + index + 1, name, checksum(sql)],
      );
    }
    return missing.map(({ name }) => name);
  });
}

const appliedMigrations = async (client: PoolClient, component: string) =>
  (
    await client.query<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM public.schema_migrations WHERE component = $1 ORDER BY number',
      [component],
    )
  ).rows;

// Line ends differ between checkouts; the statements do not.
const checksum = (sql: string) => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
