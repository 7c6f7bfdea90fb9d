import type { Connection } from '../connection';
import { quote } from '../rows/table';

/**
 * Readies a generation's tables for being filled within the caller's transaction: emptied, so that their rows can be
 * written as visible to everyone from the start (COPY's FREEZE), and without the indexes that no constraint needs.
 * @returns puts the indexes back; over many rows that takes a fraction of keeping them up row by row
 */
export async function bareTables(client: Connection, schema: string, tables: string[]): Promise<() => Promise<void>> {
  await client.query(`TRUNCATE ${tables.map((table) => `${quote(schema)}.${quote(table)}`).join(', ')}`);
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
     WHERE t.relnamespace = $1::regnamespace AND t.relname = ANY($2)
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
     ORDER BY c.oid`,
    [quote(schema), tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${quote(schema)}.${quote(name)}`);
  return async () => {
    for (const { definition } of rows) await client.query(definition);
  };
}
