import type { RowBuffer } from './row-buffer';
import { checkIdentity, checkRow, type RowWriter } from './row-writer';
import type { Row, Tables, Value } from './table';

/** How many rows of a table are held against its declaration: those of one fold are all made alike. */
const CHECKED = 100;

/** Writes into a buffer at once: for a fold that takes all that was written with it when it fails. */
export class DirectWriter implements RowWriter {
  private readonly checked = new Map<string, number>();

  constructor(
    private readonly tables: Tables,
    private readonly buffer: RowBuffer,
  ) {}

  insert(table: string, row: Row): void {
    this.check('append', table, row);
    this.buffer.at(table).insert(row);
  }

  put(table: string, row: Row): void {
    this.check('current', table, row);
    this.buffer.at(table).put(row);
  }

  remove(table: string, identity: readonly Value[]): void {
    checkIdentity(this.tables, 'current', table, identity);
    this.buffer.at(table).remove(identity);
  }

  open(table: string, row: Row, knownFrom: string): void {
    this.check('versioned', table, row);
    this.buffer.at(table).open(row, knownFrom);
  }

  close(table: string, identity: readonly Value[], knownTo: string): void {
    checkIdentity(this.tables, 'versioned', table, identity);
    this.buffer.at(table).close(identity, knownTo);
  }

  replace(table: string, row: Row, knownFrom: string): void {
    this.check('versioned', table, row);
    this.buffer.at(table).replace(row, knownFrom);
  }

  execute(sql: string, parameters: readonly Value[]): void {
    this.buffer.execute(sql, parameters);
  }

  private check(kind: string, table: string, row: Row): void {
    const seen = this.checked.get(table) ?? 0;
    if (seen >= CHECKED) return;
    checkRow(this.tables, kind, table, row);
    this.checked.set(table, seen + 1);
  }
}
