import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { ImportError } from '../import-error';
import { decodedText, type Encoding } from './encoding';
import { HEADER_WITHIN, likeliestHeader, matches } from './header';
import type { RawRow } from './source-row';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Longest row, in characters: an unclosed quote must not swallow the file. */
const MAX_ROW = 1 << 20;
/** How much of a file is looked at to find the delimiter and the header. */
const SAMPLE = 1 << 18;

const OPTIONS = {
  bom: true,
  // Named, not guessed from the first row: exports mix them.
  record_delimiter: ['\r\n', '\n', '\r'] as string[],
  relax_column_count: true,
  skip_empty_lines: false,
  max_record_size: MAX_ROW,
};

/** The lines that a row takes up: one, and one more for each line break inside its cells. */
function linesOf(cells: readonly string[]): number {
  let lines = 1;
  for (const cell of cells) lines += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  return lines;
}

/** The first rows of a text, as far as it can be parsed with the delimiter. */
function sampleRows(text: string, delimiter: Delimiter): RawRow[] {
  const options = { ...OPTIONS, delimiter, to: HEADER_WITHIN, relax_quotes: true };
  try {
    return parseAtOnce(text, options).map((cells, index) => ({ line: index + 1, cells }));
  } catch {
    return [];
  }
}

/** The delimiter by which most of the wanted columns are found; a comma when none is. */
export async function sniffDelimiter(
  path: string,
  encoding: Exclude<Encoding, 'auto'>,
  wanted: readonly string[],
): Promise<Delimiter> {
  let text = '';
  for await (const part of decodedText(path, encoding)) {
    text += part;
    if (text.length >= SAMPLE) break;
  }
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const header = likeliestHeader(sampleRows(text, delimiter), wanted);
    const count = header === undefined ? 0 : matches(header, wanted);
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

function problemOf(error: unknown, line: number, path: string): unknown {
  return error instanceof CsvError
    ? new ImportError(`the row that starts in line ${line}: ${error.message}`, path)
    : error;
}

/** The rows of a delimited text file with the line on which each starts, whatever line breaks its quoted cells hold. */
export async function* csvRows(
  path: string,
  encoding: Exclude<Encoding, 'auto'>,
  delimiter: Delimiter,
): AsyncGenerator<RawRow> {
  const parser = parse({ ...OPTIONS, delimiter });
  const text = Readable.from(decodedText(path, encoding));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      yield { line, cells };
      line += linesOf(cells);
    }
  } catch (error) {
    throw problemOf(error, line, path);
  } finally {
    text.destroy();
  }
}
