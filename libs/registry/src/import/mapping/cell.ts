/** A value with the column that it comes from, `null` for one that the mapping itself gives. */
export interface Cell {
  readonly text: string;
  readonly column: string | null;
}
