import { fieldWriter, type WriteField } from './binary-field';
import { writeInt32 } from './binary-integer';
import type { ByteChunks } from './byte-chunks';
import { columnType, type Row, type Table } from './table';

/** Begins what COPY reads in its binary format: a signature, no flags, no extension. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Ends it. */
const TRAILER = Buffer.from([0xff, 0xff]);

/** Writes a row, and for a version from when to when it is known. */
export type WriteRow = (out: ByteChunks, row: Row, from?: string, to?: string) => void;

const writers = new WeakMap<Table, WriteRow>();

/**
 * How rows of a table are written in COPY's binary format, columns in the order in which they are declared: PostgreSQL
 * takes it in less than half the time that it needs to read text.
 * @throws UnsupportedColumnType when the table has a column that no value can be written to
 */
export function rowWriter(table: Table): WriteRow {
  const known = writers.get(table);
  if (known !== undefined) return known;
  const columns = Object.keys(table.columns);
  const fields = columns.map((column) => fieldOf(table, column));
  const instant = fieldWriter('timestamptz') as WriteField;
  const count = columns.length + (table.kind === 'versioned' ? 2 : 0);
  const writer: WriteRow = (out, row, from, to) => {
    out.reserve(2);
    out.chunk[out.used++] = count >> 8;
    out.chunk[out.used++] = count;
    for (let index = 0; index < fields.length; index += 1) {
      const value = row[columns[index] as string];
      if (value === null || value === undefined) {
        out.reserve(4);
        writeInt32(out, -1);
      } else (fields[index] as WriteField)(out, value);
    }
    if (from === undefined || to === undefined) return;
    instant(out, from);
    instant(out, to);
  };
  writers.set(table, writer);
  return writer;
}

function fieldOf(table: Table, column: string): WriteField {
  const type = columnType(table, column);
  const field = fieldWriter(type);
  if (field === undefined) throw new UnsupportedColumnType(`column ${column}: rows can't be written with type ${type}`);
  return field;
}

/** All that COPY reads for rows already written. */
export function* copyInput(rows: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield SIGNATURE;
  yield* rows;
  yield TRAILER;
}

export class UnsupportedColumnType extends Error {
  override readonly name = 'UnsupportedColumnType';
}
