import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import type { PoolClient } from '@milepost/postgres';
import { sharedSteps, type SharedStep } from '../by-stream/key-fold';
import { type ParkedKey, readParked } from '../follow/parked-keys';
import type { Checkpoint } from '../generation/checkpoint';
import type { AnyProjection } from '../projection';
import { copyLines } from '../rows/copy-rows';
import { LineBytes } from '../rows/line-bytes';
import { quote, type Table } from '../rows/table';
import { compareTable, type RowDifference, type TableCheck } from './compare-table';
import { ExpectedRows } from './expected-rows';
import { foldExpected, type Unfoldable } from './fold-expected';

/** What became of one view. */
export interface ViewReport {
  readonly view: string;
  /** Position of the last event that the view has taken in: it is held against the events up to there. */
  readonly position: string;
  readonly tables: readonly TableCheck[];
  /** The first of the rows that differ. */
  readonly differences: readonly RowDifference[];
  /** Keys whose events the view has passed over. */
  readonly parked: readonly ParkedKey[];
  /** Keys whose events can't be folded; the first of them. */
  readonly unfoldable: readonly Unfoldable[];
}

const MOST_UNFOLDABLE = 100;

/** One view under examination: the rows that its events make are gathered in temporary tables beside its own. */
export class ViewCheck {
  private readonly lines = new Map<string, LineBytes>();
  private readonly unfoldable: Unfoldable[] = [];
  private steps: readonly SharedStep[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly projection: AnyProjection,
    private readonly checkpoint: Checkpoint,
  ) {
    for (const table of Object.keys(projection.tables)) this.lines.set(table, new LineBytes());
  }

  /** Makes room, and takes in what concerns every key. */
  async begin(shared: readonly RecordedEvent[]): Promise<void> {
    const { projection } = this;
    for (const table of Object.keys(projection.tables)) {
      await this.client.query(`CREATE TEMP TABLE ${this.expected(table)} (LIKE ${this.stored(table)}) ON COMMIT DROP`);
    }
    this.steps = sharedSteps(projection, shared);
    const rows = this.newRows();
    for (const event of shared) projection.shared?.write?.(event, rows);
    rows.settle();
  }

  /** Folds a whole stream, as far as the view has taken it in. */
  fold(stream: readonly RecordedEvent[]): void {
    const { projection, checkpoint } = this;
    const byKey = new Map<string, RecordedEvent[]>();
    for (const event of stream) {
      if (comparePositions(event.position, checkpoint.position) > 0) break;
      if (projection.shared?.concerns(event)) continue;
      const key = projection.keyOf(event);
      if (key === null) continue;
      const own = byKey.get(key);
      if (own === undefined) byKey.set(key, [event]);
      else own.push(event);
    }
    for (const [key, events] of byKey) this.foldKey(key, events, stream[0]?.stream);
  }

  /** Writes what was folded so far; memory is bounded by what is folded between two calls. */
  async write(): Promise<void> {
    for (const [table, lines] of this.lines) {
      await copyLines(this.client, this.expected(table), this.columns(table), lines);
      lines.release();
    }
  }

  async compare(most: number): Promise<ViewReport> {
    const tables: TableCheck[] = [];
    const differences: RowDifference[] = [];
    for (const [name, shape] of Object.entries(this.projection.tables)) {
      const names = { name, shape, stored: this.stored(name), expected: this.expected(name) };
      const compared = await compareTable(this.client, names, most - differences.length);
      tables.push(compared.check);
      differences.push(...compared.differences);
    }
    const { projection: view, position } = this.checkpoint;
    const parked = await readParked(this.client, this.checkpoint);
    return { view, position, tables, differences, parked, unfoldable: this.unfoldable };
  }

  private foldKey(key: string, events: readonly RecordedEvent[], stream: string | undefined): void {
    const { projection, steps } = this;
    const streams = projection.streamsOf?.(key) ?? [key];
    if (streams.length !== 1 || streams[0] !== stream) {
      throw new Error(`${projection.name}: ${key} has events in several streams, which can not be checked`);
    }
    const failed = foldExpected(projection, key, events, steps, this.newRows());
    if (failed !== undefined && this.unfoldable.length < MOST_UNFOLDABLE) this.unfoldable.push(failed);
  }

  private newRows(): ExpectedRows {
    return new ExpectedRows(this.projection.tables, this.lines);
  }

  private stored(table: string): string {
    return `${quote(this.projection.name)}.${quote(table)}`;
  }

  private expected(table: string): string {
    return `pg_temp.${quote(`${this.projection.name}_${table}`)}`;
  }

  private columns(name: string): string[] {
    const table = this.projection.tables[name] as Table;
    return [...Object.keys(table.columns), ...(table.kind === 'versioned' ? ['known_from', 'known_to'] : [])];
  }
}
