import type { RowBuffer } from './row-buffer';
import { checkIdentity, checkRow, type RowWriter } from './row-writer';
import type { Row, Tables, Value } from './table';

/** Writes into a buffer at once: for a fold that takes all that was written with it when it fails. */
export class DirectWriter implements RowWriter {
  constructor(
    private readonly tables: Tables,
    private readonly buffer: RowBuffer,
  ) {}

  insert(table: string, row: Row): void {
    checkRow(this.tables, 'append', table, row);
    this.buffer.at(table).insert(row);
  }

  put(table: string, row: Row): void {
    checkRow(this.tables, 'current', table, row);
    this.buffer.at(table).put(row);
  }

  remove(table: string, identity: readonly Value[]): void {
    checkIdentity(this.tables, 'current', table, identity);
    this.buffer.at(table).remove(identity);
  }

  open(table: string, row: Row, knownFrom: string): void {
    checkRow(this.tables, 'versioned', table, row);
    this.buffer.at(table).open(row, knownFrom);
  }

  close(table: string, identity: readonly Value[], knownTo: string): void {
    checkIdentity(this.tables, 'versioned', table, identity);
    this.buffer.at(table).close(identity, knownTo);
  }

  replace(table: string, row: Row, knownFrom: string): void {
    checkRow(this.tables, 'versioned', table, row);
    this.buffer.at(table).replace(row, knownFrom);
  }

  execute(sql: string, parameters: readonly Value[]): void {
    this.buffer.execute(sql, parameters);
  }
}
