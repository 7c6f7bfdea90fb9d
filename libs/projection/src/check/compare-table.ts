import type { PoolClient } from '@milepost/postgres';
import { quote, type Table } from '../rows/table';

/** How a row of a view differs from what the events make. */
export type DifferenceKind = 'missing' | 'surplus' | 'different';

export interface RowDifference {
  readonly kind: DifferenceKind;
  readonly table: string;
  /** The row as the view holds it, as PostgreSQL writes rows; `null` when it is missing. */
  readonly stored: string | null;
  /** The row that the events make; `null` when there should be none. */
  readonly expected: string | null;
}

/** How many rows of a table were compared, and how many of them differ. */
export interface TableCheck {
  readonly table: string;
  /** Rows that the view holds. */
  readonly rows: number;
  readonly missing: number;
  readonly surplus: number;
  readonly different: number;
}

/** SQL of what two rows have in common when one is there in place of the other. */
function identitySql(table: Table): string {
  if (table.kind === 'append') return 't::text';
  const columns = table.kind === 'versioned' ? [...table.identity, 'known_from'] : table.identity;
  return `ROW(${columns.map((column) => `t.${quote(column)}`).join(', ')})::text`;
}

// Sorts and hashes run over text: one row more or less on one side leaves a number other than zero.
const differencesSql = (stored: string, expected: string, identity: string): string =>
  `SELECT id, line, sum(side)::integer AS side FROM (
     SELECT ${identity} AS id, t::text AS line, 1 AS side FROM ${stored} t
     UNION ALL SELECT ${identity}, t::text, -1 FROM ${expected} t
   ) both_sides GROUP BY id, line HAVING sum(side) <> 0`;

const PAIRED = `SELECT id, sum(-side) FILTER (WHERE side < 0) AS missing, sum(side) FILTER (WHERE side > 0) AS surplus,
    min(line) FILTER (WHERE side < 0) AS expected, min(line) FILTER (WHERE side > 0) AS stored
  FROM check_difference GROUP BY id`;

/**
 * Compares a view's table with one that holds the rows that should be in it, as multisets of whole rows.
 * @param most differences told one by one
 */
export async function compareTable(
  client: PoolClient,
  table: { readonly name: string; readonly shape: Table; readonly stored: string; readonly expected: string },
  most: number,
): Promise<{ readonly check: TableCheck; readonly differences: readonly RowDifference[] }> {
  const { name, shape, stored, expected } = table;
  await client.query(
    `CREATE TEMP TABLE check_difference ON COMMIT DROP AS ${differencesSql(stored, expected, identitySql(shape))}`,
  );
  const { rows: counts } = await client.query<Record<'rows' | DifferenceKind, string>>(
    `SELECT (SELECT count(*) FROM ${stored}) AS rows,
       coalesce(sum(least(missing, surplus)), 0) AS different,
       coalesce(sum(greatest(coalesce(missing, 0) - coalesce(surplus, 0), 0)), 0) AS missing,
       coalesce(sum(greatest(coalesce(surplus, 0) - coalesce(missing, 0), 0)), 0) AS surplus
     FROM (SELECT id, coalesce(missing, 0) AS missing, coalesce(surplus, 0) AS surplus FROM (${PAIRED}) p) paired`,
  );
  const { rows: examples } = await client.query<{ stored: string | null; expected: string | null }>(
    `SELECT stored, expected FROM (${PAIRED}) paired ORDER BY id COLLATE "C" LIMIT $1`,
    [most],
  );
  await client.query('DROP TABLE check_difference');
  const count = (kind: 'rows' | DifferenceKind): number => Number(counts[0]?.[kind] ?? 0);
  return {
    check: {
      table: name,
      rows: count('rows'),
      missing: count('missing'),
      surplus: count('surplus'),
      different: count('different'),
    },
    differences: examples.map((row) => ({ ...row, table: name, kind: kindOf(row) })),
  };
}

function kindOf({ stored, expected }: { stored: string | null; expected: string | null }): DifferenceKind {
  if (stored === null) return 'missing';
  return expected === null ? 'surplus' : 'different';
}
