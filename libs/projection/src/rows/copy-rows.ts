import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from '@milepost/postgres';
import { from as copyFrom } from 'pg-copy-streams';
import type { LineBytes } from './line-bytes';
import { quote } from './table';

/**
 * Adds rows, given as lines of COPY's text format, to a table (schema-qualified and quoted).
 * @param frozen as visible to every transaction from the start: only for a table created or emptied by this one
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  lines: LineBytes,
  frozen = false,
): Promise<void> {
  if (lines.count === 0) return;
  const options = frozen ? ' (FREEZE)' : '';
  const sink = client.query(copyFrom(`COPY ${table} (${columns.map(quote).join(', ')}) FROM STDIN${options}`));
  await pipeline(Readable.from(lines.chunks(), { objectMode: true, highWaterMark: 2 }), sink);
}
