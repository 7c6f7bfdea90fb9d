import type { RowDifference, TableCheck } from '@milepost/projection';

export interface ComparedRows {
  readonly check: TableCheck;
  readonly differences: readonly RowDifference[];
}

/** Compares rows, as texts by key, with those that there should be. */
export function comparedRows(
  table: string,
  stored: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, string>,
): ComparedRows {
  const differences: RowDifference[] = [];
  for (const [key, text] of expected) {
    const found = stored.get(key) ?? null;
    if (found !== text)
      differences.push({ table, kind: found === null ? 'missing' : 'different', stored: found, expected: text });
  }
  for (const [key, text] of stored) {
    if (!expected.has(key)) differences.push({ table, kind: 'surplus', stored: text, expected: null });
  }
  const count = (kind: RowDifference['kind']): number => differences.filter((each) => each.kind === kind).length;
  const check = {
    table,
    rows: stored.size,
    missing: count('missing'),
    surplus: count('surplus'),
    different: count('different'),
  };
  return { check, differences };
}
