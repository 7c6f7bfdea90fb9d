import { LineBytes } from '../rows/line-bytes';
import { rowFormat } from '../rows/row-text';
import { checkIdentity, checkRow, type RowWriter } from '../rows/row-writer';
import type { Row, Table, Tables, Value } from '../rows/table';

/** The rows of one table that one key has, as a reader of the table's declaration would keep them by hand. */
class ExpectedTable {
  private readonly current = new Map<string, { readonly line: string; readonly from?: string }>();
  private readonly lineOf: (row: Row) => string;

  constructor(
    private readonly table: Table,
    private readonly lines: LineBytes,
  ) {
    this.lineOf = rowFormat(table);
  }

  insert(row: Row): void {
    this.lines.add(this.lineOf(row));
  }

  put(row: Row): void {
    this.current.set(this.idOf(row), { line: this.lineOf(row) });
  }

  begin(row: Row, from: string): void {
    const id = this.idOf(row);
    this.end(id, from);
    this.current.set(id, { line: this.lineOf(row), from });
  }

  end(id: string, to: string): void {
    const version = this.current.get(id);
    this.current.delete(id);
    // One that began in the very instant in which it ended was never in force.
    if (version?.from !== undefined && version.from < to) this.lines.add(`${version.line}\t${version.from}\t${to}`);
  }

  remove(id: string): void {
    this.current.delete(id);
  }

  /** Takes what is in force as it is: nothing more comes. */
  settle(): void {
    for (const { line, from } of this.current.values()) {
      this.lines.add(from === undefined ? line : `${line}\t${from}\tinfinity`);
    }
    this.current.clear();
  }

  private idOf(row: Row): string {
    return this.table.kind === 'append' ? '' : idText(this.table.identity.map((column) => row[column]));
  }
}

const idText = (identity: readonly Value[]): string => JSON.stringify(identity.map(String));

/**
 * The rows that a fold makes of events, from nothing and in memory: what a view's tables must hold. Deliberately none of
 * the ways in which a projection's rows are gathered and written, so that it finds what those get wrong.
 */
export class ExpectedRows implements RowWriter {
  private readonly held = new Map<string, ExpectedTable>();

  /** @param lines of each table, in COPY's text format, the known_from and known_to of a versioned one last */
  constructor(
    private readonly tables: Tables,
    private readonly lines: ReadonlyMap<string, LineBytes>,
  ) {}

  insert(table: string, row: Row): void {
    checkRow(this.tables, 'append', table, row);
    this.at(table).insert(row);
  }

  put(table: string, row: Row): void {
    checkRow(this.tables, 'current', table, row);
    this.at(table).put(row);
  }

  remove(table: string, identity: readonly Value[]): void {
    checkIdentity(this.tables, 'current', table, identity);
    this.at(table).remove(idText(identity));
  }

  open(table: string, row: Row, knownFrom: string): void {
    checkRow(this.tables, 'versioned', table, row);
    this.at(table).begin(row, knownFrom);
  }

  close(table: string, identity: readonly Value[], knownTo: string): void {
    checkIdentity(this.tables, 'versioned', table, identity);
    this.at(table).end(idText(identity), knownTo);
  }

  replace(table: string, row: Row, knownFrom: string): void {
    this.open(table, row, knownFrom);
  }

  /** @throws Error always: what a statement does can't be told without running it */
  execute(): never {
    throw new Error('a projection that writes by statements of its own can not be checked');
  }

  /** Ends a key: what it has in force stays so. */
  settle(): void {
    for (const table of this.held.values()) table.settle();
  }

  private at(name: string): ExpectedTable {
    let table = this.held.get(name);
    if (table === undefined) {
      table = new ExpectedTable(this.tables[name] as Table, this.lines.get(name) as LineBytes);
      this.held.set(name, table);
    }
    return table;
  }
}
