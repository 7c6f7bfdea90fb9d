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

// One row more or less on one side leaves a number other than zero.
const bothSides = (stored: string, expected: string, columns: string): string =>
  `(SELECT ${columns}, 1 AS side FROM ${stored} t UNION ALL SELECT ${columns}, -1 FROM ${expected} t) both_sides`;

const rowText = (columns: readonly string[]): string =>
  `ROW(${columns.map((column) => `t.${quote(column)}`).join(', ')})::text`;

/** SQL of the rows that are on one side only: `id` is the same for two that stand in each other's place. */
function differencesSql(table: Table, stored: string, expected: string): string {
  if (table.kind === 'versioned') return versionsSql(table, stored, expected);
  const columns = Object.keys(table.columns);
  const line = rowText(columns);
  const id = table.kind === 'append' ? line : rowText(table.identity);
  return `SELECT id, line, sum(side)::integer AS side FROM ${bothSides(stored, expected, `${id} AS id, ${line} AS line`)}
    GROUP BY id, line HAVING sum(side) <> 0`;
}

/**
 * Versions that follow each other and are alike say what one would say: a project that changed and changed back within
 * one instant has one or two, as its events were read together or apart. Such are joined before they are held against
 * each other; only of those that differ, which are few.
 */
function versionsSql(table: Table & { kind: 'versioned' }, stored: string, expected: string): string {
  const columns = `${rowText(table.identity)} AS id, ${rowText(Object.keys(table.columns))} AS line, known_from, known_to`;
  const order = 'PARTITION BY side, copy, id, line ORDER BY known_from, known_to';
  return `WITH apart AS (
      SELECT id, line, known_from, known_to, sum(side)::integer AS side FROM ${bothSides(stored, expected, columns)}
      GROUP BY id, line, known_from, known_to HAVING sum(side) <> 0
    ), each AS (
      SELECT id, line, known_from, known_to, sign(side)::integer AS side, copy
      FROM apart CROSS JOIN LATERAL generate_series(1, abs(side)) AS copy
    ), marked AS (
      SELECT *, (lag(known_to) OVER (${order}) IS DISTINCT FROM known_from)::integer AS first FROM each
    ), numbered AS (SELECT *, sum(first) OVER (${order}) AS run FROM marked), joined AS (
      SELECT id, line, side, min(known_from) AS known_from, max(known_to) AS known_to
      FROM numbered GROUP BY id, line, side, copy, run
    )
    SELECT id || ' ' || known_from AS id, line || ' known from ' || known_from || ' to ' || known_to AS line,
      sum(side)::integer AS side
    FROM joined GROUP BY id, line, known_from, known_to HAVING sum(side) <> 0`;
}

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
  await client.query(`CREATE TEMP TABLE check_difference ON COMMIT DROP AS ${differencesSql(shape, stored, expected)}`);
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
