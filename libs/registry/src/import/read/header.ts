import { ImportError } from '../import-error';
import { columnName, type RawRow } from './source-row';

/** The columns of a source: which cell of a row each of the wanted names stands for. */
export interface Header {
  readonly line: number;
  readonly width: number;
  /** Index of the cell, by the name as the mapping writes it. */
  readonly columns: ReadonlyMap<string, number>;
}

/** How far into a file the header is looked for: titles and notes stand above it. */
export const HEADER_WITHIN = 30;

const ORDINAL = /^(.*)#(\d+)$/s;

function indexesOf(names: readonly string[], wanted: string): number[] {
  const name = columnName(wanted);
  return names.flatMap((each, index) => (each === name ? [index] : []));
}

/** The cell that a wanted name stands for: an index, or why there is none. `日期#2` is the second column named 日期. */
function find(names: readonly string[], wanted: string): number | 'missing' | 'ambiguous' {
  const plain = indexesOf(names, wanted);
  if (plain.length === 1) return plain[0] ?? 'missing';
  if (plain.length > 1) return 'ambiguous';
  const ordinal = ORDINAL.exec(wanted);
  if (ordinal === null) return 'missing';
  return indexesOf(names, ordinal[1] ?? '')[Number(ordinal[2]) - 1] ?? 'missing';
}

/** How many of the wanted columns a row names. */
export function matches(row: RawRow, wanted: Iterable<string>): number {
  const names = row.cells.map(columnName);
  let count = 0;
  for (const name of wanted) if (find(names, name) !== 'missing') count += 1;
  return count;
}

/** The row that names most of the wanted columns, the first of equals; `undefined` when no row names any. */
export function likeliestHeader(rows: readonly RawRow[], wanted: readonly string[]): RawRow | undefined {
  let best: RawRow | undefined;
  let most = 0;
  for (const row of rows.slice(0, HEADER_WITHIN)) {
    const count = matches(row, wanted);
    if (count > most) [best, most] = [row, count];
  }
  return best;
}

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/**
 * Reads a row as the header.
 * @throws ImportError naming every wanted column that is missing or stands there more than once
 */
export function headerOf(row: RawRow, wanted: readonly string[], file: string): Header {
  const names = row.cells.map(columnName);
  const columns = new Map<string, number>();
  const missing: string[] = [];
  const ambiguous: string[] = [];
  for (const name of wanted) {
    const found = find(names, name);
    if (found === 'missing') missing.push(name);
    else if (found === 'ambiguous') ambiguous.push(name);
    else columns.set(name, found);
  }
  if (missing.length > 0) {
    const there = quoted(names.filter((name) => name !== ''));
    throw new ImportError(`line ${row.line}: no column named ${quoted(missing)}. The columns are ${there}`, file);
  }
  if (ambiguous.length > 0) {
    const name = ambiguous[0] ?? '';
    const advice = `write “${name}#1” for the first, “${name}#2” for the second`;
    throw new ImportError(`line ${row.line}: more than one column is named ${quoted(ambiguous)}; ${advice}`, file);
  }
  return { line: row.line, width: names.length, columns };
}
