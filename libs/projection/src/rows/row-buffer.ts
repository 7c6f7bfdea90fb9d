import type { PoolClient } from '@milepost/postgres';
import { PendingTable } from './pending-table';
import type { RowOperation } from './row-writer';
import { execute, type SettledRows, type SettledTable } from './settled-rows';
import type { Tables, Value } from './table';
import { writeTable } from './write-table';

/** Collects the rows of a batch and writes them in bulk. */
export class RowBuffer {
  private readonly pending = new Map<string, PendingTable>();
  private readonly executions = new Map<string, Value[][]>();
  private operations = 0;

  constructor(
    private readonly schema: string,
    private readonly tables: Tables,
  ) {}

  /** Operations taken in since the last flush: an upper bound of what is held in memory. */
  get size(): number {
    return this.operations;
  }

  absorb(operations: readonly RowOperation[]): void {
    this.operations += operations.length;
    for (const operation of operations) this.take(operation);
  }

  /**
   * Writes everything collected: table by table in the order they are declared, and in each table closings first,
   * then removals, replacements and new rows; `execute` statements last.
   */
  async flush(client: PoolClient): Promise<void> {
    for (const name of Object.keys(this.tables)) {
      const pending = this.pending.get(name);
      if (pending) await writeTable(client, this.schema, name, pending);
    }
    await execute(client, this.schema, [...this.executions]);
    // Only now, when the database has answered, is nothing of them still on its way.
    for (const { bytes } of this.pending.values()) bytes.release();
    this.clear();
  }

  /** Hands over what was settled. Closings and removals fall away: of tables that were empty there was nothing to end. */
  takeSettled(): SettledRows {
    const tables: SettledTable[] = [];
    for (const table of Object.keys(this.tables)) {
      const chunks = this.pending.get(table)?.bytes.take() ?? [];
      if (chunks.length > 0) tables.push({ table, chunks });
    }
    const executions = [...this.executions];
    this.clear();
    return { tables, executions };
  }

  clear(): void {
    this.pending.clear();
    this.executions.clear();
    this.operations = 0;
  }

  private take(operation: RowOperation): void {
    switch (operation.kind) {
      case 'insert':
        return this.at(operation.table).insert(operation.row);
      case 'put':
        return this.at(operation.table).put(operation.row);
      case 'remove':
        return this.at(operation.table).remove(operation.identity);
      case 'open':
        return this.at(operation.table).open(operation.row, operation.at);
      case 'close':
        return this.at(operation.table).close(operation.identity, operation.at);
      case 'replace':
        return this.at(operation.table).replace(operation.row, operation.at);
      case 'execute':
        return this.execute(operation.sql, operation.parameters);
    }
  }

  execute(sql: string, parameters: readonly Value[]): void {
    const rows = this.executions.get(sql);
    if (rows) rows.push([...parameters]);
    else this.executions.set(sql, [[...parameters]]);
  }

  /** Takes what was collected so far, for tables that were empty, as final: of its keys nothing more comes. */
  settleNew(): void {
    for (const pending of this.pending.values()) pending.settleNew();
  }

  /** The rows of one table. */
  at(name: string): PendingTable {
    let pending = this.pending.get(name);
    if (!pending) {
      pending = new PendingTable(this.tables[name] as PendingTable['table']);
      this.pending.set(name, pending);
    }
    return pending;
  }
}
