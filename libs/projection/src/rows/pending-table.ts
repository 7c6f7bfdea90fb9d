import { LineBytes } from './line-bytes';
import { rowFormat } from './row-text';
import type { Row, Table, Value } from './table';

/** A row as text: of many rows that wait to be written, text takes the least memory. */
interface Version {
  readonly line: string;
  readonly from: string;
}

interface Removal {
  readonly identity: readonly Value[];
}

interface Closing extends Removal {
  readonly to: string;
}

/**
 * Rows of one table not yet written. Versions opened and closed again in the same batch never touch the database
 * twice, which is what makes a rebuild fast. What goes by COPY is kept as its lines.
 */
export class PendingTable {
  /** Rows that nothing can change any more. */
  readonly lines = new LineBytes();
  readonly inForce = new Map<string, Version>();
  readonly closings = new Map<string, Closing>();
  readonly written = new Map<string, Row>();
  readonly removed = new Map<string, Removal>();

  private readonly lineOf: (row: Row) => string;

  constructor(readonly table: Table) {
    this.lineOf = rowFormat(table);
  }

  get size(): number {
    const { lines, inForce, closings, written, removed } = this;
    return lines.count + inForce.size + closings.size + written.size + removed.size;
  }

  insert(row: Row): void {
    this.lines.add(this.lineOf(row));
  }

  put(row: Row): void {
    const id = this.idOf(row);
    this.removed.delete(id);
    this.written.set(id, row);
  }

  remove(identity: readonly Value[]): void {
    const id = identityText(identity);
    this.written.delete(id);
    this.removed.set(id, { identity });
  }

  open(row: Row, from: string): void {
    const id = this.idOf(row);
    this.endPending(id, from);
    this.inForce.set(id, { line: this.lineOf(row), from });
  }

  close(identity: readonly Value[], to: string): void {
    const id = identityText(identity);
    if (!this.endPending(id, to)) this.closeStored(id, identity, to);
  }

  replace(row: Row, at: string): void {
    if (this.table.kind === 'append') return;
    const id = this.idOf(row);
    if (!this.endPending(id, at)) {
      const identity = this.table.identity.map((column) => row[column]);
      this.closeStored(id, identity, at);
    }
    this.inForce.set(id, { line: this.lineOf(row), from: at });
  }

  private closeStored(id: string, identity: readonly Value[], to: string): void {
    // Once the stored version is closed nothing stored is in force: a second closing has nothing to do.
    if (!this.closings.has(id)) this.closings.set(id, { identity, to });
  }

  /** Takes the versions in force as they are: what they are versions of is not written any more in this batch. */
  settle(): void {
    for (const { line, from } of this.inForce.values()) this.lines.add(`${line}\t${from}\tinfinity`);
    this.inForce.clear();
  }

  private endPending(id: string, to: string): boolean {
    const pending = this.inForce.get(id);
    if (!pending) return false;
    this.inForce.delete(id);
    if (pending.from < to) this.lines.add(`${pending.line}\t${pending.from}\t${to}`);
    return true;
  }

  private idOf(row: Row): string {
    if (this.table.kind === 'append') return '';
    let text = '';
    for (const column of this.table.identity) text += `${textOf(row[column])}\u0000`;
    return text;
  }
}

function identityText(identity: readonly Value[]): string {
  let text = '';
  for (const value of identity) text += `${textOf(value)}\u0000`;
  return text;
}

const textOf = (value: Value): string => (value instanceof Date ? value.toISOString() : String(value));
