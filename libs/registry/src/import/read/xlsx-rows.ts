import { readFile, stat } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/node';
import { ImportError } from '../import-error';
import type { RawRow } from './source-row';
import { assertUnpacksWithin } from './zip-size';

/** A workbook is unpacked in memory: larger ledgers come as CSV, which is read as a stream. */
const MAX_FILE = 64 << 20;
const MAX_UNPACKED = 512 << 20;

/** A number as it was typed: a workbook stores 40700.22 as 40700.220000000001 or 4.070022E4. */
export function typedNumber(stored: string): string {
  const number = Number(stored);
  if (!Number.isFinite(number)) return stored;
  const shortest = String(number);
  return shortest.includes('e')
    ? number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : shortest;
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  const iso = cell.toISOString();
  // Spreadsheet dates have no zone; the reader gives them in UTC.
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

/**
 * The rows of a sheet, dates as ISO days and numbers as they were typed. A merged cell's text stands in its first cell.
 * @param sheet name of the sheet; the first by default
 */
export async function xlsxRows(path: string, sheet?: string): Promise<RawRow[]> {
  if ((await stat(path)).size > MAX_FILE)
    throw new ImportError('the workbook is larger than 64 MiB: save it as CSV', path);
  const archive = await readFile(path);
  try {
    assertUnpacksWithin(archive, MAX_UNPACKED);
    const sheets = await readWorkbook(archive, { parseNumber: typedNumber, trim: false });
    const found = sheet === undefined ? sheets[0] : sheets.find((each) => each.sheet === sheet);
    if (found === undefined) {
      const names = sheets.map((each) => `“${each.sheet}”`).join(', ');
      throw new ImportError(`no sheet is named “${sheet ?? ''}”. The sheets are ${names}`);
    }
    return found.data.map((row, index) => ({ line: index + 1, cells: row.map(textOf) }));
  } catch (error) {
    throw new ImportError(
      error instanceof ImportError ? error.message : `no readable workbook: ${String(error)}`,
      path,
    );
  }
}
