import type { PoolClient } from '@milepost/postgres';
import { copyRows } from './copy-rows';
import { quote, type Table, type Tables, type Value } from './table';
import { toText } from './text-format';

/** Rows of one table as COPY reads them, in chunks that other threads can be given without copying. */
export interface SettledTable {
  readonly table: string;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** Statements that stand beside rows, each with the parameters of all its calls. */
export type Executions = readonly (readonly [sql: string, calls: readonly (readonly Value[])[]])[];

/** What was written to tables that were empty: nothing can change these rows any more. */
export interface SettledRows {
  readonly tables: readonly SettledTable[];
  readonly executions: Executions;
}

/**
 * Writes rows to tables that the client's transaction has emptied, as visible to everyone from the start.
 * @returns the chunks, which nobody reads any more
 */
export async function writeSettled(
  client: PoolClient,
  schema: string,
  tables: Tables,
  rows: SettledRows,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const used: Uint8Array<ArrayBuffer>[] = [];
  for (const { table, chunks } of rows.tables) {
    const at = `${quote(schema)}.${quote(table)}`;
    await copyRows(client, at, copiedColumns(tables[table] as Table), chunks, true);
    used.push(...chunks);
  }
  await execute(client, schema, rows.executions);
  return used;
}

/** The columns of a table in the order in which rows are written. */
export function copiedColumns(table: Table): string[] {
  const times = table.kind === 'versioned' ? ['known_from', 'known_to'] : [];
  return [...Object.keys(table.columns), ...times];
}

/** Runs each statement once, with one array for each of its parameters. */
export async function execute(client: PoolClient, schema: string, executions: Executions): Promise<void> {
  for (const [sql, calls] of executions) {
    const arrays = Array.from({ length: calls[0]?.length ?? 0 }, (_, i) => calls.map((call) => toText(call[i], '')));
    await client.query(sql.replaceAll('{schema}', schema), arrays);
  }
}
