import type { Pool, PoolClient } from '@milepost/postgres';

/** Looks around without the needles getting into the log of a server that logs what it is asked. */
async function unheard<Result>(pool: Pool, search: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(`SET log_statement = 'none'; SET log_min_duration_statement = -1`);
    return await search(client);
  } finally {
    client.release(true);
  }
}

/** A text, and as it stands in a row that is written as text: quoted, or as bytes. */
const written = (needle: string): string[] => [
  needle,
  needle.replaceAll('\\', '\\\\').replaceAll('"', '""'),
  Buffer.from(needle).toString('hex'),
];

/** Every table of a database, catalogs and all, whose rows as text hold one of the needles, as `schema.table`. */
export function tablesHolding(pool: Pool, needles: readonly string[]): Promise<string[]> {
  return unheard(pool, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm', 'p') ORDER BY 1`,
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ found: boolean }>(
        `SELECT EXISTS (
           SELECT FROM ${name} each, LATERAL (SELECT each::text AS row OFFSET 0) text
           WHERE EXISTS (SELECT FROM unnest($1::text[]) needle WHERE position(needle IN text.row) > 0)) AS found`,
        [[...new Set(needles.flatMap(written))]],
      );
      if (rows[0]?.found) holding.push(name);
    }
    return holding;
  });
}

/** Files of this database, as the server has them on disk now, that hold one of the needles' bytes. */
export function filesHolding(pool: Pool, needles: readonly string[]): Promise<string[]> {
  return unheard(pool, async (client) => {
    // What is in memory only is on no disk yet.
    await client.query('CHECKPOINT');
    const { rows } = await client.query<{ path: string }>(
      `SELECT path FROM pg_database d, pg_ls_dir('base/' || d.oid) file, format('base/%s/%s', d.oid, file) path,
         pg_read_binary_file(path, true) content
       WHERE d.datname = current_database()
         AND EXISTS (SELECT FROM unnest($1::text[]) needle WHERE position(convert_to(needle, 'UTF8') IN content) > 0)
       ORDER BY 1`,
      [needles],
    );
    return rows.map(({ path }) => path);
  });
}
