import type { CaseState, Light } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { Parameters, projectColumns, type ProjectRow } from '@milepost/projection';
import { caseSource, daysSql, lightSql, type BoardRequest } from './board-query';

export interface CaseRow extends ProjectRow {
  readonly state: CaseState;
  readonly light: Light | null;
  readonly ruleset_version: number;
  readonly since: string;
  readonly started_by: string;
  readonly turned_on: string | null;
  readonly turned_by: string | null;
  readonly dwell: number | null;
  readonly days: number;
  /** Days that count towards the limits. */
  readonly clock_days: number | null;
  readonly yellow_after: string | null;
  readonly red_after: string | null;
  readonly committed: string | null;
  /** The row's place in the order asked for, as text. */
  readonly sort_key: string;
}

/** SQL of what each order sorts by, its type, and its direction; the project's id breaks ties. */
const ORDERS = {
  DAYS_DESC: { by: 'days', type: 'integer', descending: true },
  DAYS_ASC: { by: 'days', type: 'integer', descending: false },
  INVESTMENT_DESC: { by: 'coalesce(p.total_investment, -1)', type: 'numeric', descending: true },
  SINCE_ASC: { by: 's.since', type: 'date', descending: false },
  NAME_ASC: { by: 'p.name COLLATE "C"', type: 'text', descending: false },
} as const;

export type CaseOrder = keyof typeof ORDERS;

export interface CaseRequest extends BoardRequest {
  readonly bottleneck: string;
  readonly states: readonly CaseState[];
  readonly lights?: readonly Light[] | null;
  readonly orderBy: CaseOrder;
  readonly first: number;
  /** Sort key and project id of the row to go on after. */
  readonly after?: readonly [string, string] | null;
}

/** The rows that are meant. `on` is the placeholder of the day. */
function sourceOf(request: CaseRequest, on: string, parameters: Parameters): string {
  const conditions = [
    caseSource(request, parameters),
    `s.bottleneck = ${parameters.add(request.bottleneck)}`,
    `s.state = ANY(${parameters.add(request.states, 'text[]')})`,
  ];
  if (request.lights?.length) conditions.push(`${lightSql(on)} = ANY(${parameters.add(request.lights, 'text[]')})`);
  return conditions.join(' AND ');
}

/** One page of a bottleneck's ledger with one row more than asked for. */
export async function caseRows(pool: Pool, request: CaseRequest): Promise<CaseRow[]> {
  const parameters = new Parameters();
  const on = parameters.add(request.asOf.on, 'date');
  const source = sourceOf(request, on, parameters);
  const { by, type, descending } = ORDERS[request.orderBy];
  const key = by === 'days' ? daysSql(on) : by;
  const direction = descending ? 'DESC' : 'ASC';
  let after = '';
  if (request.after) {
    const [sortKey, projectId] = request.after;
    const at = parameters.add(sortKey, type);
    const id = parameters.add(projectId, 'uuid');
    const compare = descending ? '<' : '>';
    after = `WHERE sort ${compare} ${at} OR (sort = ${at} AND project_id > ${id})`;
  }
  const { rows } = await pool.query<CaseRow>(
    `SELECT c.*, c.sort::text AS sort_key FROM (
       SELECT ${projectColumns('p')}, s.state, ${lightSql(on)} AS light, s.ruleset_version, s.since, s.started_by,
         s.turned_on, s.turned_by, s.dwell, ${daysSql(on)} AS days,
         CASE s.state WHEN 'open' THEN ${on} - s.since - s.paused
           WHEN 'suspended' THEN s.turned_on - s.since - s.paused END AS clock_days,
         s.yellow_after, s.red_after, s.committed, ${key} AS sort
       FROM ${source}
     ) c ${after}
     ORDER BY c.sort ${direction}, c.project_id
     LIMIT ${parameters.add(request.first + 1, 'integer')}`,
    parameters.values,
  );
  return rows;
}

/** How many rows the ledger has on all its pages. */
export async function countCases(pool: Pool, request: CaseRequest): Promise<number> {
  const parameters = new Parameters();
  const on = parameters.add(request.asOf.on, 'date');
  // The day is cast once, so that its type is known even where no light is asked for.
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${sourceOf(request, on, parameters)} AND ${on} IS NOT NULL`,
    parameters.values,
  );
  return Number(rows[0]?.count ?? 0);
}
