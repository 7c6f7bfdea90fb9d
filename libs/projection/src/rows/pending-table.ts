import type { Row, Table, Value } from './table';

interface Version {
  readonly row: Row;
  readonly from: string;
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
  readonly added: Row[] = [];
  readonly ended: Version[] = [];
  readonly inForce = new Map<string, Version>();
  readonly closings = new Map<string, Closing>();
  readonly written = new Map<string, Row>();
  readonly removed = new Map<string, Removal>();

  constructor(readonly table: Table) {}

  get size(): number {
    const { added, ended, inForce, closings, written, removed } = this;
    return added.length + ended.length + inForce.size + closings.size + written.size + removed.size;
  }

  insert(row: Row): void {
    this.added.push(row);
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
    if (this.endPending(id, to)) return;
    // Once the stored version is closed nothing stored is in force: a second closing has nothing to do.
    if (!this.closings.has(id)) this.closings.set(id, { identity, to });
  }

  replace(row: Row, at: string): void {
    if (this.table.kind === 'append') return;
    this.close(
      this.table.identity.map((column) => row[column]),
      at,
    );
    this.open(row, at);
  }

  private endPending(id: string, to: string): boolean {
    const pending = this.inForce.get(id);
    if (!pending) return false;
    this.inForce.delete(id);
    if (pending.from < to) this.ended.push({ ...pending, to });
    return true;
  }

  private idOf(row: Row): string {
    if (this.table.kind === 'append') return '';
    return identityText(this.table.identity.map((column) => row[column]));
  }
}

function identityText(identity: readonly Value[]): string {
  return identity.map((value) => (value instanceof Date ? value.toISOString() : String(value))).join('\u0000');
}
