import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Columns of the register's file that date a milestone, by the name that the normalised log gives it. */
export const DATED: Readonly<Record<string, string>> = {
  SUBMITTED: 'Planning Application Submitted',
  WITHDRAWN: 'Planning Application Withdrawn',
  REFUSED: 'Planning Permission Refused',
  APPEAL_LODGED: 'Appeal Lodged',
  APPEAL_WITHDRAWN: 'Appeal Withdrawn',
  APPEAL_REFUSED: 'Appeal Refused',
  APPEAL_GRANTED: 'Appeal Granted',
  GRANTED: 'Planning Permission Granted',
  CONSTRUCTION: 'Under Construction',
  OPERATIONAL: 'Operational',
};
const EXPIRED = 'Planning Permission Expired';
const STATUS = 'Development Status (short)';

type Row = Record<string, string>;
const read = (path: string, encoding: 'latin1' | 'utf8'): string[][] =>
  parse(readFileSync(path, encoding), { relax_column_count: true });
const written = (rows: readonly (readonly string[])[], end: string): string =>
  rows
    .map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',') + end)
    .join('');

/** As the register writes a day. */
const ukDay = (day: string): string => day.split('-').reverse().join('/');

function tableOf([head = [], ...rows]: string[][]): Row[] {
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

/** How a file is written: editions differ in this as well. */
export interface Dress {
  readonly encoding: 'latin1' | 'utf8';
  readonly byteOrderMark?: boolean;
  readonly lineEnd: '\n' | '\r\n';
  /** Names of the columns, in order. */
  readonly columns?: (names: readonly string[]) => readonly string[];
  /** What a column is called in the header. */
  readonly header?: (name: string) => string;
}

/**
 * An edition of the register: its file as published and, beside it, the normalised log that the independent calculation
 * reads. Every edit is made in both, so that neither is derived from the other.
 */
export class RepdEdition {
  private readonly names: readonly string[];
  private rows: Row[];
  private readonly cases: Map<string, Row>;
  private events: { readonly id: string; readonly milestone: string; readonly day: string }[];

  constructor(
    private readonly folder: string,
    file: string,
  ) {
    const published = read(join(folder, file), 'latin1');
    this.names = published[0] ?? [];
    this.rows = tableOf(published);
    this.cases = new Map(tableOf(read(join(folder, 'cases.csv'), 'utf8')).map((row) => [row.case_id ?? '', row]));
    this.events = tableOf(read(join(folder, 'events.csv'), 'utf8')).map((row) => ({
      id: row.case_id ?? '',
      milestone: row.milestone ?? '',
      day: row.ts ?? '',
    }));
  }

  get ids(): string[] {
    return this.rows.map((row) => row['Ref ID'] ?? '');
  }

  /** Dates of milestones as the log has them, those that hang on the status left out. */
  dates(): { id: string; milestone: string; day: string }[] {
    return this.events.filter(({ milestone }) => milestone in DATED);
  }

  has(id: string, milestone: string): boolean {
    return this.events.some((event) => event.id === id && event.milestone === milestone);
  }

  value(id: string, column: string): string {
    return this.row(id)[column] ?? '';
  }

  /** Gives a milestone another date, or takes its date away. */
  date(id: string, milestone: string, day: string | null): void {
    this.row(id)[DATED[milestone] ?? ''] = day === null ? '' : ukDay(day);
    this.log(id, milestone, day);
  }

  /** The permission has expired on a day, or after all not. */
  expire(id: string, day: string | null, status: string): void {
    const row = this.row(id);
    row[STATUS] = status;
    if (day !== null) row[EXPIRED] = ukDay(day);
    const known = this.case(id);
    known.status = status;
    if (day !== null) known.deadline = day;
    this.log(id, 'EXPIRED', day);
  }

  move(id: string, region: string): void {
    this.row(id).Region = region;
    this.case(id).region = region;
  }

  write(id: string, column: string, text: string): void {
    this.row(id)[column] = text;
  }

  remove(id: string): void {
    this.rows = this.rows.filter((row) => row['Ref ID'] !== id);
    this.cases.delete(id);
    this.events = this.events.filter((event) => event.id !== id);
  }

  /** A new scheme that is as far as a known one. */
  copy(id: string, as: string): void {
    this.rows.push({ ...this.row(id), 'Ref ID': as, 'Old Ref ID': '' });
    this.cases.set(as, { ...this.case(id), case_id: as });
    this.events.push(...this.events.filter((event) => event.id === id).map((event) => ({ ...event, id: as })));
  }

  reorder(rank: (id: string) => number): void {
    const ranks = new Map(this.ids.map((id) => [id, rank(id)]));
    this.rows.sort((a, b) => (ranks.get(a['Ref ID'] ?? '') ?? 0) - (ranks.get(b['Ref ID'] ?? '') ?? 0));
  }

  /** Writes the published file, dressed so, and the log beside it; answers the file's path. */
  save(folder: string, file: string, { encoding, byteOrderMark, lineEnd, columns, header }: Dress): string {
    mkdirSync(folder, { recursive: true });
    const names = columns?.(this.names) ?? this.names;
    const head = names.map((name) => header?.(name) ?? name);
    const text = written([head, ...this.rows.map((row) => names.map((name) => row[name] ?? ''))], lineEnd);
    const path = join(folder, file);
    writeFileSync(path, (byteOrderMark ? '\uFEFF' : '') + text, encoding);
    const caseNames = ['case_id', 'region', 'category', 'capacity', 'status', 'deadline'];
    const cases = [...this.cases.values()].map((row) => caseNames.map((name) => row[name] ?? ''));
    writeFileSync(join(folder, 'cases.csv'), written([caseNames, ...cases], '\n'));
    const events = this.events.map(({ id, milestone, day }) => [id, milestone, day]);
    writeFileSync(join(folder, 'events.csv'), written([['case_id', 'milestone', 'ts'], ...events], '\n'));
    writeFileSync(join(folder, 'spec.json'), readFileSync(join(this.folder, 'spec.json')));
    return path;
  }

  private row(id: string): Row {
    const row = this.rows.find((each) => each['Ref ID'] === id);
    if (row === undefined) throw new Error(`the edition has no row ${id}`);
    return row;
  }

  private case(id: string): Row {
    const row = this.cases.get(id);
    if (row === undefined) throw new Error(`the log has no case ${id}`);
    return row;
  }

  private log(id: string, milestone: string, day: string | null): void {
    this.events = this.events.filter((event) => event.id !== id || event.milestone !== milestone);
    if (day !== null) this.events.push({ id, milestone, day });
  }
}
