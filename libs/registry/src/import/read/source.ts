import { basename } from 'node:path';
import { ImportError } from '../import-error';
import { csvRows, sniffDelimiter, type Delimiter } from './csv-rows';
import { detectEncoding, firstBytes, isZip, sha256Of, type Encoding } from './encoding';
import { HEADER_WITHIN, headerOf, likeliestHeader, type Header } from './header';
import { cellText, type RawRow, type SourceRow } from './source-row';
import { xlsxRows } from './xlsx-rows';

export interface SourceOptions {
  readonly encoding: Encoding;
  /** Found by the column names when absent. */
  readonly delimiter?: Delimiter;
  /** Number of the row that names the columns; found by the column names when absent. */
  readonly headerRow?: number;
  readonly sheet?: string;
  /** Texts that stand for a blank cell, in any case. */
  readonly blank?: readonly string[];
  /** The columns that will be asked for. */
  readonly columns: readonly string[];
}

/** A table in a file, opened: it can be read through more than once. */
export interface Source {
  readonly path: string;
  /** The file's name without its folder. */
  readonly name: string;
  readonly sha256: string;
  /** Columns of the header. */
  readonly width: number;
  /** The rows below the header that are not blank. */
  rows(): AsyncIterable<SourceRow>;
}

async function* inMemory(rows: readonly RawRow[]): AsyncGenerator<RawRow> {
  yield* rows;
}

async function rawRowsOf(path: string, options: SourceOptions): Promise<() => AsyncIterable<RawRow>> {
  if (isZip(await firstBytes(path))) {
    const rows = await xlsxRows(path, options.sheet);
    return () => inMemory(rows);
  }
  const chinese = options.columns.some((name) => /\p{Script=Han}/u.test(name));
  const encoding = options.encoding === 'auto' ? await detectEncoding(path, chinese) : options.encoding;
  const delimiter = options.delimiter ?? (await sniffDelimiter(path, encoding, options.columns));
  return () => csvRows(path, encoding, delimiter);
}

async function findHeader(rows: AsyncIterable<RawRow>, path: string, options: SourceOptions): Promise<Header> {
  const seen: RawRow[] = [];
  for await (const row of rows) {
    seen.push(row);
    if (options.headerRow === undefined ? seen.length >= HEADER_WITHIN : row.line >= options.headerRow) break;
  }
  if (seen.length === 0) throw new ImportError('the file is empty', path);
  const named = options.headerRow;
  const row =
    named === undefined ? likeliestHeader(seen, options.columns) : seen.findLast((each) => each.line <= named);
  return headerOf(row ?? (seen[0] as RawRow), options.columns, path);
}

function rowOf(raw: RawRow, header: Header, blank: ReadonlySet<string>): SourceRow {
  const cells = new Map<string, string>();
  for (const [name, index] of header.columns) {
    const text = cellText(raw.cells[index] ?? '');
    if (text !== '' && !(blank.size > 0 && blank.has(text.toLowerCase()))) cells.set(name, text);
  }
  const surplus = raw.cells.slice(header.width).filter((cell) => cellText(cell) !== '').length;
  return { line: raw.line, cells, surplus };
}

/**
 * Opens a table: delimited text (gzipped or not) or a workbook, told by its first bytes.
 * @throws ImportError when it can't be read, or lacks a column that will be asked for
 */
export async function openSource(path: string, options: SourceOptions): Promise<Source> {
  const sha256 = await sha256Of(path).catch((error: unknown) => {
    throw new ImportError(`the file can’t be opened: ${(error as Error).message}`, path);
  });
  const raw = await rawRowsOf(path, options);
  const header = await findHeader(raw(), path, options);
  const blank = new Set((options.blank ?? []).map((text) => cellText(text).toLowerCase()));
  return {
    path,
    name: basename(path),
    sha256,
    width: header.width,
    async *rows() {
      for await (const row of raw()) {
        if (row.line > header.line && row.cells.some((cell) => cellText(cell) !== '')) yield rowOf(row, header, blank);
      }
    },
  };
}
