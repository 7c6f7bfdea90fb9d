import { columnType, type Row, type Table, type Value } from './table';
import { copyField, toText } from './text-format';

/** Types whose text never holds a character with a meaning in COPY. */
const PLAIN = /^(uuid|date|timestamptz|boolean|bool|numeric|real|double precision|(small|big)?int(eger)?\d?)\b/i;

type Field = (row: Row) => string;

function fieldOf(column: string, type: string): Field {
  if (PLAIN.test(type) && !type.endsWith('[]')) return (row) => plain(row[column]);
  const json = type.startsWith('json');
  return (row) => {
    const value = row[column];
    if (value === null || value === undefined) return NULL;
    return copyField(typeof value === 'string' && !json ? value : toText(value, type));
  };
}

const NULL = '\\N';

function plain(value: Value): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? NULL : (toText(value, '') ?? NULL);
}

const formats = new WeakMap<Table, (row: Row) => string>();

/** How rows of a table are written as lines of COPY's text format, columns in the order in which they are declared. */
export function rowFormat(table: Table): (row: Row) => string {
  let format = formats.get(table);
  if (format === undefined) {
    const fields = Object.keys(table.columns).map((column) => fieldOf(column, columnType(table, column)));
    format = (row) => {
      let line = '';
      for (let index = 0; index < fields.length; index += 1) {
        if (index > 0) line += '\t';
        line += (fields[index] as Field)(row);
      }
      return line;
    };
    formats.set(table, format);
  }
  return format;
}
