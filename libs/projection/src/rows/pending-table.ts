import { BinaryRows } from './binary-rows';
import type { ByteChunks } from './byte-chunks';
import type { Row, Table, Value } from './table';
import { textOf, VersionsInForce, type Version } from './versions-in-force';

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

  private readonly inForce: VersionsInForce;
  private readonly final: Final[] = [];
  private readonly rows: BinaryRows;

  constructor(readonly table: Table) {
    this.rows = new BinaryRows(table);
    this.inForce = new VersionsInForce(table.kind === 'append' ? [] : table.identity);
  }

  /** Settled rows as COPY reads them: of many rows that wait to be written, bytes take the least memory. */
  get bytes(): ByteChunks {
    return this.rows.bytes;
  }

  insert(row: Row): void {
    this.final.push({ row });
  }

  put(row: Row): void {
    const id = identityText(this.identityOf(row));
    this.removed.delete(id);
    this.written.set(id, row);
  }

  remove(identity: readonly Value[]): void {
    const id = identityText(identity);
    this.written.delete(id);
    this.removed.set(id, { identity });
  }

  open(row: Row, from: string): void {
    this.end(this.inForce.takeOf(row), from);
    this.inForce.add({ row, from });
  }

  close(identity: readonly Value[], to: string): void {
    if (!this.end(this.inForce.take(identity), to)) this.closeStored(identity, to);
  }

  replace(row: Row, at: string): void {
    if (this.table.kind === 'append') return;
    if (!this.end(this.inForce.takeOf(row), at)) {
      this.closeStored(this.identityOf(row), at);
    }
    this.inForce.add({ row, from: at });
  }

  /**
   * Takes what was collected as final: what it is of is not written any more in this batch.
   * @throws RangeError when a value does not fit its column; nothing here is of use then
   */
  settle(): void {
    const { final, inForce, rows } = this;
    for (const { row, from, to } of final) rows.write(row, from, to);
    const still = inForce.drain();
    for (const { row, from } of still) rows.write(row, from, 'infinity');
    this.settled += final.length + still.length;
    final.length = 0;
  }

  /** As `settle`, for a table that was empty: its current rows, too, can't meet others of their identity. */
  settleNew(): void {
    this.settle();
    const { rows, written } = this;
    for (const row of written.values()) rows.write(row);
    this.settled += written.size;
    written.clear();
  }

  private identityOf(row: Row): Value[] {
    return this.table.kind === 'append' ? [] : this.table.identity.map((column) => row[column]);
  }

  private closeStored(identity: readonly Value[], to: string): void {
    const id = identityText(identity);
    // Once the stored version is closed nothing stored is in force: a second closing has nothing to do.
    if (!this.closings.has(id)) this.closings.set(id, { identity, to });
  }

  /** Ends a version that was not written yet; false when there is none. */
  private end(version: Version | undefined, to: string): boolean {
    if (version === undefined) return false;
    if (version.from < to) this.final.push({ row: version.row, from: version.from, to });
    return true;
  }
}

function identityText(identity: readonly Value[]): string {
  let text = '';
  for (const value of identity) text += `${textOf(value)}\u0000`;
  return text;
}
