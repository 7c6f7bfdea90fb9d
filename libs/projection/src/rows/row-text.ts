import { columnType, type Row, type Table, type Value } from './table';
import { copyField, toText } from './text-format';

/** Types whose text never holds a character with a meaning in COPY. */
const PLAIN = /^(uuid|date|timestamptz|boolean|bool|numeric|real|double precision|(small|big)?int(eger)?\d?)\b/i;

type Field = (row: Row) => string;

function fieldOf(column: string, type: string): Field {
  if (PLAIN.test(type) && !type.endsWith('[]')) return (row) => plain(row[column]);
  return (row) => {
    const value = row[column];
    return copyField(typeof value === 'string' && !type.startsWith('json') ? value : toText(value, type));
  };
}

const plain = (value: Value): string => (typeof value === 'string' ? value : (toText(value, '') ?? '\\N'));

const formats = new WeakMap<Table, (row: Row) => string>();

/** How rows of a table are written as lines of COPY's text format, columns in the order in which they are declared. */
export function rowFormat(table: Table): (row: Row) => string {
  let format = formats.get(table);
  if (format === undefined) {
    const fields = Object.keys(table.columns).map((column) => fieldOf(column, columnType(table, column)));
    format = (row) => {
      let line = '';
      for (const [index, field] of fields.entries()) line += index === 0 ? field(row) : `\t${field(row)}`;
      return line;
    };
    formats.set(table, format);
  }
  return format;
}
