import type { Pool } from '@milepost/postgres';
import type { Connection } from '../connection';
import type { AnyProjection } from '../projection';
import { columnType, quote } from '../rows/table';
import type { Checkpoint, Stage } from './checkpoint';

/** Schema of a projection's live tables, or of those being built beside them. */
export function schemaOf(projection: string, stage: Stage): string {
  return stage === 'live' ? projection : `${projection}_next`;
}

/** Creates an empty generation: its schema, tables and checkpoint. A schema of that name is dropped. */
export async function createGeneration(client: Connection, projection: AnyProjection, stage: Stage): Promise<void> {
  const schema = schemaOf(projection.name, stage);
  await dropGeneration(client, projection.name, stage);
  await client.query(`CREATE SCHEMA ${quote(schema)}`);
  await client.query(`
    -- Text, since nothing but the fold looks into a state; kept in line, since each is read and written as a whole.
    CREATE TABLE ${quote(schema)}.projection_state (key text COLLATE "C" PRIMARY KEY, state text NOT NULL)
      WITH (fillfactor = 70, toast_tuple_target = 8160);
    CREATE TABLE ${quote(schema)}.projection_shared (shared json NOT NULL);
    CREATE TABLE ${quote(schema)}.projection_shared_event (position numeric(20) PRIMARY KEY, event json NOT NULL);
  `);
  await client.query(projection.createTables(schema));
  await client.query(withoutStatistics(schema, projection));
  await client.query(
    `INSERT INTO projection.checkpoint (projection, generation, stage, version)
     SELECT $1, coalesce(max(generation), 0) + 1, $2, $3 FROM projection.checkpoint WHERE projection = $1`,
    [projection.name, stage, projection.version],
  );
}

/** Nothing is ever looked up by a document: statistics of those would only cost. */
function withoutStatistics(schema: string, { tables }: AnyProjection): string {
  const documents = Object.entries(tables).flatMap(([table, shape]) =>
    Object.keys(shape.columns).flatMap((column) => (columnType(shape, column) === 'json' ? [[table, column]] : [])),
  );
  return [['projection_state', 'state'], ...documents]
    .map(
      ([table, column]) =>
        `ALTER TABLE ${quote(schema)}.${quote(table as string)} ALTER ${quote(column as string)} SET STATISTICS 0`,
    )
    .join(';\n');
}

/**
 * How finely columns are looked at before a switch: 300 rows are read for each. The server's autovacuum looks closer
 * later on; what plans need from the first query on is told by a fifth of its usual sample.
 */
const STATISTICS_TARGET = 20;

/** Brings a generation's statistics and visibility map up to date: its queries' plans rest on both. */
export async function settleGeneration(pool: Pool, projection: string, stage: Stage): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'`,
    [quote(schemaOf(projection, stage))],
  );
  const tables = rows.map(({ name }) => `${quote(schemaOf(projection, stage))}.${quote(name)}`);
  const client = await pool.connect();
  try {
    await client.query(`SET default_statistics_target = ${STATISTICS_TARGET}`);
    // Not within a transaction, which it refuses.
    await client.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
  } finally {
    await client.query('RESET default_statistics_target').catch(() => undefined);
    client.release();
  }
}

/** Drops a generation with everything it holds. */
export async function dropGeneration(client: Connection, projection: string, stage: Stage): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${quote(schemaOf(projection, stage))} CASCADE`);
  await client.query(
    `WITH gone AS (
       DELETE FROM projection.checkpoint WHERE projection = $1 AND stage = $2 RETURNING generation
     ) DELETE FROM projection.parked WHERE projection = $1 AND generation IN (SELECT generation FROM gone)`,
    [projection, stage],
  );
}

/**
 * Puts the next generation in the place of the live one, whose schema is kept aside for dropping. Both checkpoints
 * must be frozen by the caller's transaction.
 */
export async function replaceLive(client: Connection, next: Checkpoint, live: Checkpoint | undefined): Promise<void> {
  const { projection } = next;
  if (live) {
    const aside = `${projection}_old_${live.generation}`;
    await client.query(`ALTER SCHEMA ${quote(projection)} RENAME TO ${quote(aside)}`);
    await client.query('INSERT INTO projection.retired (schema, projection) VALUES ($1, $2)', [aside, projection]);
    await client.query('DELETE FROM projection.parked WHERE projection = $1 AND generation = $2', [
      projection,
      live.generation,
    ]);
    await client.query('DELETE FROM projection.checkpoint WHERE projection = $1 AND generation = $2', [
      projection,
      live.generation,
    ]);
  }
  await client.query(`ALTER SCHEMA ${quote(schemaOf(projection, 'next'))} RENAME TO ${quote(projection)}`);
  await client.query(
    `UPDATE projection.checkpoint SET stage = 'live', epoch = epoch + 1, updated_at = now()
     WHERE projection = $1 AND generation = $2`,
    [projection, next.generation],
  );
}
