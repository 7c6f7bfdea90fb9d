import type { PoolClient } from '@milepost/postgres';
import { copyRows } from './copy-rows';
import type { PendingTable } from './pending-table';
import { copiedColumns } from './settled-rows';
import { columnType, quote, type Table, type Value } from './table';
import { toText } from './text-format';

/** Writes the pending rows of one table. */
export async function writeTable(
  client: PoolClient,
  schema: string,
  name: string,
  pending: PendingTable,
): Promise<void> {
  const { table } = pending;
  const at = `${quote(schema)}.${quote(name)}`;
  pending.settle();
  if (table.kind === 'current') {
    await remove(client, at, table, pending);
    await put(client, at, table, pending);
  } else if (table.kind === 'versioned') await close(client, at, table, pending);
  if (pending.settled > 0) await copyRows(client, at, copiedColumns(table), pending.bytes);
}

type Identified = Exclude<Table, { kind: 'append' }>;

async function close(client: PoolClient, at: string, table: Identified, pending: PendingTable): Promise<void> {
  const closings = [...pending.closings.values()];
  if (closings.length === 0) return;
  const arrays = [...identityArrays(table, closings), closings.map(({ to }) => to)];
  const input = `unnest(${arrays.map((_, i) => `$${i + 1}::text[]`).join(', ')}) AS i(${identityAliases(table)}, known_to)`;
  const same = sameIdentity(table);
  const { rows } = await client.query<{ empty: boolean }>(
    `WITH closed AS (
       UPDATE ${at} t SET known_to = i.known_to::timestamptz FROM ${input}
       WHERE ${same} AND t.known_to = 'infinity' RETURNING t.known_from >= t.known_to AS empty
     ) SELECT coalesce(bool_or(empty), false) AS empty FROM closed`,
    arrays,
  );
  // Several events may share an instant: a version replaced in the instant it began was never in force.
  if (rows[0]?.empty) {
    await client.query(
      `DELETE FROM ${at} t USING ${input} WHERE ${same} AND t.known_to = i.known_to::timestamptz AND t.known_from >= t.known_to`,
      arrays,
    );
  }
}

async function remove(client: PoolClient, at: string, table: Identified, pending: PendingTable): Promise<void> {
  const removals = [...pending.removed.values()];
  if (removals.length === 0) return;
  const arrays = identityArrays(table, removals);
  const input = `unnest(${arrays.map((_, i) => `$${i + 1}::text[]`).join(', ')}) AS i(${identityAliases(table)})`;
  await client.query(`DELETE FROM ${at} t USING ${input} WHERE ${sameIdentity(table)}`, arrays);
}

async function put(client: PoolClient, at: string, table: Identified, pending: PendingTable): Promise<void> {
  if (pending.written.size === 0) return;
  const columns = typedColumns(table);
  const rows = [...pending.written.values()];
  const arrays = columns.map(([column, type]) => rows.map((row) => toText(row[column], type)));
  const names = columns.map(([column]) => quote(column));
  const updates = names.filter((_, i) => !table.identity.includes((columns[i] as [string, string])[0]));
  await client.query(
    `INSERT INTO ${at} (${names.join(', ')})
     SELECT ${columns.map(([, type], i) => `c${i}::${type}`).join(', ')}
     FROM unnest(${columns.map((_, i) => `$${i + 1}::text[]`).join(', ')}) AS i(${columns.map((_, i) => `c${i}`).join(', ')})
     ON CONFLICT (${table.identity.map(quote).join(', ')}) DO ${
       updates.length > 0 ? `UPDATE SET ${updates.map((name) => `${name} = excluded.${name}`).join(', ')}` : 'NOTHING'
     }`,
    arrays,
  );
}

function identityArrays(table: Identified, rows: readonly { identity: readonly Value[] }[]): (string | null)[][] {
  return table.identity.map((column, i) => rows.map(({ identity }) => toText(identity[i], columnType(table, column))));
}

function identityAliases(table: Identified): string {
  return table.identity.map((_, i) => `k${i}`).join(', ');
}

function sameIdentity(table: Identified): string {
  return table.identity.map((column, i) => `t.${quote(column)} = i.k${i}::${columnType(table, column)}`).join(' AND ');
}

function typedColumns(table: Table): [column: string, type: string][] {
  return Object.keys(table.columns).map((column) => [column, columnType(table, column)]);
}
