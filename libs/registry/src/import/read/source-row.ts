/** One row of a source, its cells by column name. Blank cells are absent. */
export interface SourceRow {
  /** Line of the file on which the row starts, or the row's number in its sheet; from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  /** Cells beyond the last column that are not blank: a sign of a delimiter that was not quoted. */
  readonly surplus: number;
}

/** A row before its header is known. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const INVISIBLE = /[\u200B-\u200F\u2060\uFEFF]/g;

/** A cell's text without white space around it and with every run of white space, line breaks too, as one space. */
export function cellText(text: string): string {
  return text.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** A column's name as it is compared: full-width and half-width brackets are the same, and so are line breaks and spaces. */
export function columnName(text: string): string {
  return cellText(text.normalize('NFKC'));
}
