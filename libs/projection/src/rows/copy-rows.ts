import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from '@milepost/postgres';
import { from as copyFrom } from 'pg-copy-streams';
import { copyInput } from './binary-rows';
import type { LineBytes } from './line-bytes';
import { quote } from './table';

/**
 * Adds rows, given as COPY's binary format has them, to a table (schema-qualified and quoted).
 * @param frozen as visible to every transaction from the start: only for a table created or emptied by this one
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<Uint8Array>,
  frozen = false,
): Promise<void> {
  await copy(client, table, columns, copyInput(rows), `FORMAT binary${frozen ? ', FREEZE' : ''}`);
}

/** As `copyRows`, of rows given as lines of COPY's text format. */
export async function copyLines(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  lines: LineBytes,
): Promise<void> {
  if (lines.count > 0) await copy(client, table, columns, lines.chunks(), 'FORMAT text');
}

async function copy(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  input: Iterable<Uint8Array>,
  options: string,
): Promise<void> {
  const sink = client.query(copyFrom(`COPY ${table} (${columns.map(quote).join(', ')}) FROM STDIN (${options})`));
  await pipeline(Readable.from(input, { objectMode: true, highWaterMark: 2 }), sink);
}
