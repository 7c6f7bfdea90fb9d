import type { SourceRow } from '../read/source-row';
import type { Cell } from './cell';
import { meets, type Condition } from './condition';

/** Where a value comes from, and what is done to it on the way. The steps apply in the order of these fields. */
export interface Field {
  /** Columns read in order. */
  readonly columns: readonly string[];
  /** `first`: the first that is not blank; otherwise all that are not blank, joined by this text. */
  readonly combine: 'first' | { readonly join: string };
  /** The value where the mapping gives it itself. */
  readonly constant?: string;
  readonly when: readonly Condition[];
  /** Keeps the first group of the match (or all of it); what does not match is blank. */
  readonly extract?: RegExp;
  /** Written value to ours, compared without regard to case when `ignoreCase`. */
  readonly map?: ReadonlyMap<string, string>;
  readonly ignoreCase: boolean;
  /** For a value that the map does not name. Absent: the row is refused; `keep`: it stays as it is. */
  readonly otherwise?: string | { readonly keep: true };
  readonly prefix: string;
  readonly suffix: string;
  /** For a blank value. */
  readonly default?: string;
}

/** What a field says of a row. `unmapped`: a value that the map does not name. */
export type FieldValue = Cell & { readonly unmapped?: true };

function combined(field: Field, cells: ReadonlyMap<string, string>): Cell | null {
  const found = field.columns.flatMap((column) => {
    const text = cells.get(column);
    return text === undefined ? [] : [{ text, column }];
  });
  const first = found[0];
  if (first === undefined) return null;
  if (field.combine === 'first') return first;
  return { text: found.map((cell) => cell.text).join(field.combine.join), column: first.column };
}

function mapped(field: Field, cell: Cell): FieldValue | null {
  if (field.map === undefined) return cell;
  const to = field.map.get(field.ignoreCase ? cell.text.toLowerCase() : cell.text);
  if (to !== undefined) return to === '' ? null : { ...cell, text: to };
  if (field.otherwise === undefined) return { ...cell, unmapped: true };
  if (typeof field.otherwise !== 'string') return cell;
  return field.otherwise === '' ? null : { ...cell, text: field.otherwise };
}

function written(field: Field, row: SourceRow): FieldValue | null {
  if (field.constant !== undefined) return { text: field.constant, column: null };
  const cell = combined(field, row.cells);
  if (cell === null) return null;
  if (field.extract === undefined) return mapped(field, cell);
  const match = field.extract.exec(cell.text);
  const text = match?.[1] ?? match?.[0] ?? '';
  return text === '' ? null : mapped(field, { ...cell, text });
}

/** The value of a field in a row, `null` when it is blank there or its conditions are not met. */
export function valueOf(field: Field, row: SourceRow): FieldValue | null {
  const value = field.when.every((condition) => meets(condition, row)) ? written(field, row) : null;
  if (value === null) return field.default === undefined ? null : { text: field.default, column: null };
  return value.unmapped === true ? value : { ...value, text: `${field.prefix}${value.text}${field.suffix}` };
}

/** The columns that a field asks for. */
export function columnsOf(field: Field): string[] {
  return [...field.columns, ...field.when.map((condition) => condition.column)];
}
