import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from '@milepost/postgres';
import { from as copyFrom } from 'pg-copy-streams';
import { quote } from './table';

const CHUNK_CHARACTERS = 64 * 1024;

/** Adds rows, given as lines of COPY's text format without line ends, to a table (schema-qualified and quoted). */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  const chunks = gather(lines);
  const first = chunks.next();
  if (first.done) return;
  const sink = client.query(copyFrom(`COPY ${table} (${columns.map(quote).join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(chain(first.value, chunks), { objectMode: true, highWaterMark: 2 }), sink);
}

function* gather(lines: Iterable<string>): Generator<Buffer> {
  let chunk: string[] = [];
  let characters = 0;
  for (const line of lines) {
    chunk.push(line);
    characters += line.length;
    if (characters < CHUNK_CHARACTERS) continue;
    yield Buffer.from(`${chunk.join('\n')}\n`);
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield Buffer.from(`${chunk.join('\n')}\n`);
}

function* chain(first: Buffer, rest: Iterable<Buffer>): Generator<Buffer> {
  yield first;
  yield* rest;
}
