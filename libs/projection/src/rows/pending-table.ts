import { BinaryRows } from './binary-rows';
import type { ByteChunks } from './byte-chunks';
import type { Row, Table, Value } from './table';

interface Begun {
  readonly row: Row;
  readonly from: string;
}

/** A row that nothing changes any more; a version with the instants from which and until which it is known. */
interface Final {
  readonly row: Row;
  readonly from?: string;
  readonly to?: string;
}

interface Removal {
  readonly identity: readonly Value[];
}

interface Closing extends Removal {
  readonly to: string;
}

/**
 * Rows of one table not yet written. Versions opened and closed again in the same batch never touch the database
 * twice, which is what makes a rebuild fast.
 */
export class PendingTable {
  /** How many rows those are. */
  settled = 0;
  readonly closings = new Map<string, Closing>();
  readonly written = new Map<string, Row>();
  readonly removed = new Map<string, Removal>();

  private readonly inForce = new Map<string, Begun>();
  private readonly final: Final[] = [];
  private readonly rows: BinaryRows;

  constructor(readonly table: Table) {
    this.rows = new BinaryRows(table);
  }

  /** Settled rows as COPY reads them: of many rows that wait to be written, bytes take the least memory. */
  get bytes(): ByteChunks {
    return this.rows.bytes;
  }

  insert(row: Row): void {
    this.final.push({ row });
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
    this.inForce.set(id, { row, from });
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
    this.inForce.set(id, { row, from: at });
  }

  /**
   * Takes what was collected as final: what it is of is not written any more in this batch.
   * @throws RangeError when a value does not fit its column; nothing here is of use then
   */
  settle(): void {
    const { final, inForce, rows } = this;
    for (const { row, from, to } of final) rows.write(row, from, to);
    for (const { row, from } of inForce.values()) rows.write(row, from, 'infinity');
    this.settled += final.length + inForce.size;
    final.length = 0;
    inForce.clear();
  }

  /** As `settle`, for a table that was empty: its current rows, too, can't meet others of their identity. */
  settleNew(): void {
    this.settle();
    const { rows, written } = this;
    for (const row of written.values()) rows.write(row);
    this.settled += written.size;
    written.clear();
  }

  private closeStored(id: string, identity: readonly Value[], to: string): void {
    // Once the stored version is closed nothing stored is in force: a second closing has nothing to do.
    if (!this.closings.has(id)) this.closings.set(id, { identity, to });
  }

  private endPending(id: string, to: string): boolean {
    const pending = this.inForce.get(id);
    if (!pending) return false;
    this.inForce.delete(id);
    if (pending.from < to) this.final.push({ row: pending.row, from: pending.from, to });
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
