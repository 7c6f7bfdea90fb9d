/** A value of a column. Objects go to `json`/`jsonb` columns, arrays to those or to array columns. */
export type Value = string | number | bigint | boolean | null | undefined | Date | object;

/** A row by column name. Columns left out are NULL. */
export type Row = Readonly<Record<string, Value>>;

interface TableShape {
  /** Columns as in CREATE TABLE: their names with type, collation and constraints. */
  readonly columns: Readonly<Record<string, string>>;
  /** The column that holds the projection's key: rows of a key are deleted by it when the key is folded again. */
  readonly owner?: string;
}

/** Rows are only added. */
export interface AppendTable extends TableShape {
  readonly kind: 'append';
}

/** One row per identity, replaced in place: for what needs no past. */
export interface CurrentTable extends TableShape {
  readonly kind: 'current';
  readonly identity: readonly string[];
}

/**
 * Versions of a row per identity, each valid for readers in `known_from <= knownAt < known_to`. Both columns are
 * `timestamptz` and not listed in `columns`; the version in force has `known_to = 'infinity'`.
 */
export interface VersionedTable extends TableShape {
  readonly kind: 'versioned';
  readonly identity: readonly string[];
}

export type Table = AppendTable | CurrentTable | VersionedTable;
export type Tables = Readonly<Record<string, Table>>;

/**
 * DDL of a declared table: its columns, and for its identity the primary key (current) or the unique index of the
 * versions in force (versioned). Further indexes are the projection's own.
 */
export function createTable(schema: string, name: string, table: Table): string {
  const at = `${quote(schema)}.${quote(name)}`;
  const columns = Object.entries(table.columns).map(([column, type]) => `${quote(column)} ${type}`);
  if (table.kind === 'append') return `CREATE TABLE ${at} (${columns.join(', ')});`;
  const identity = table.identity.map(quote).join(', ');
  if (table.kind === 'current') return `CREATE TABLE ${at} (${columns.join(', ')}, PRIMARY KEY (${identity}));`;
  columns.push('known_from timestamptz NOT NULL', 'known_to timestamptz NOT NULL');
  return `CREATE TABLE ${at} (${columns.join(', ')});
    CREATE UNIQUE INDEX ON ${at} (${identity}) WHERE known_to = 'infinity';`;
}

/** A quoted SQL identifier. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** The bare type of a column as declared, without collation and constraints. */
export function columnType(table: Table, column: string): string {
  return (table.columns[column] ?? 'text').replace(
    /\s+(NOT NULL|NULL|COLLATE|DEFAULT|CHECK|CONSTRAINT|PRIMARY|UNIQUE|REFERENCES|GENERATED|STORAGE|COMPRESSION)\b.*$/is,
    '',
  );
}
