import type { Row, Tables, Value } from './table';

/**
 * What a fold writes rows with. Calls are kept in memory and written in bulk; on the tables themselves they have the
 * effect of being made one after the other. Only `execute` statements run apart: after the rows of all tables.
 */
export interface RowWriter {
  /** Adds a row to an append table. */
  insert(table: string, row: Row): void;
  /** Writes the row of a current table, in place of the one with the same identity. */
  put(table: string, row: Row): void;
  /** Removes the row of a current table, if there is one. `identity` in the order the table declares. */
  remove(table: string, identity: readonly Value[]): void;
  /** Adds the version in force of an identity that has none. `knownFrom`: the event's `recordedAt`. */
  open(table: string, row: Row, knownFrom: string): void;
  /** Ends the version in force, if there is one. A version that would have lasted no time is removed. */
  close(table: string, identity: readonly Value[], knownTo: string): void;
  /** Ends the version in force, if there is one, and adds another in the same instant. */
  replace(table: string, row: Row, knownFrom: string): void;
  /**
   * Runs SQL once with one array per parameter: calls with the same text are gathered and their parameters passed as
   * `text[]`, to be used as `unnest($1::text[], …)`. `{schema}` stands for the schema.
   */
  execute(sql: string, parameters: readonly Value[]): void;
}

export type RowOperation =
  | { readonly kind: 'insert' | 'put'; readonly table: string; readonly row: Row }
  | { readonly kind: 'open' | 'replace'; readonly table: string; readonly row: Row; readonly at: string }
  | { readonly kind: 'remove'; readonly table: string; readonly identity: readonly Value[] }
  | { readonly kind: 'close'; readonly table: string; readonly identity: readonly Value[]; readonly at: string }
  | { readonly kind: 'execute'; readonly sql: string; readonly parameters: readonly Value[] };

/** Notes down what one fold writes, so that all of it can be dropped when the fold throws. */
export class RowRecorder implements RowWriter {
  readonly operations: RowOperation[] = [];

  constructor(private readonly tables: Tables) {}

  insert(table: string, row: Row): void {
    this.check('append', table, row);
    this.operations.push({ kind: 'insert', table, row });
  }

  put(table: string, row: Row): void {
    this.check('current', table, row);
    this.operations.push({ kind: 'put', table, row });
  }

  remove(table: string, identity: readonly Value[]): void {
    this.checkIdentity('current', table, identity);
    this.operations.push({ kind: 'remove', table, identity });
  }

  open(table: string, row: Row, knownFrom: string): void {
    this.check('versioned', table, row);
    this.operations.push({ kind: 'open', table, row, at: knownFrom });
  }

  close(table: string, identity: readonly Value[], knownTo: string): void {
    this.checkIdentity('versioned', table, identity);
    this.operations.push({ kind: 'close', table, identity, at: knownTo });
  }

  replace(table: string, row: Row, knownFrom: string): void {
    this.check('versioned', table, row);
    this.operations.push({ kind: 'replace', table, row, at: knownFrom });
  }

  execute(sql: string, parameters: readonly Value[]): void {
    this.operations.push({ kind: 'execute', sql, parameters });
  }

  private check(kind: string, name: string, row: Row): void {
    checkRow(this.tables, kind, name, row);
  }

  private checkIdentity(kind: string, name: string, identity: readonly Value[]): void {
    checkIdentity(this.tables, kind, name, identity);
  }
}

// Checked inside the fold, so that a mistake parks the key that made it and not the whole batch.
/** @throws UnwritableRow when the row does not fit the table's declaration */
export function checkRow(tables: Tables, kind: string, name: string, row: Row): void {
  const table = tables[name];
  if (table?.kind !== kind) throw new UnwritableRow(`${name} is no ${kind} table of this projection`);
  for (const column in row) {
    if (!(column in table.columns)) throw new UnwritableRow(`table ${name} has no column ${column}`);
  }
  if (table.kind === 'append') return;
  for (const column of table.identity) {
    if (row[column] === null || row[column] === undefined)
      throw new UnwritableRow(`table ${name}: ${column} is part of the identity`);
  }
}

/** @throws UnwritableRow when it does not identify a row of the table */
export function checkIdentity(tables: Tables, kind: string, name: string, identity: readonly Value[]): void {
  const table = tables[name];
  if (table?.kind !== kind || table.kind === 'append') {
    throw new UnwritableRow(`${name} is no ${kind} table of this projection`);
  }
  if (identity.length !== table.identity.length || identity.some((value) => value === null || value === undefined)) {
    throw new UnwritableRow(`table ${name} is identified by ${table.identity.join(', ')}`);
  }
}

export class UnwritableRow extends Error {
  override readonly name = 'UnwritableRow';
}
