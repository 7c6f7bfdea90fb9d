import type { ProjectSummary } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import {
  filterConditions,
  Parameters,
  PROJECT_SPAN,
  projectColumns,
  spanAsOf,
  summaryOf,
  type AsOfState,
  type ProjectFilter,
  type ProjectRow,
} from '@milepost/projection';
import { TIMELINE } from '../projection/tables';

/** By id, or by any code that the project has or had; of several with the same code, the one registered first. */
export async function findProject(
  pool: Pool,
  key: { readonly id: string } | { readonly code: string },
  asOf: AsOfState,
): Promise<ProjectSummary | null> {
  const parameters = new Parameters();
  const value = parameters.add('id' in key ? key.id : key.code, 'id' in key ? 'uuid' : 'text');
  const named = 'id' in key ? `p.project_id = ${value}` : `(p.code = ${value} OR p.aliases @> ARRAY[${value}])`;
  const { rows } = await pool.query<ProjectRow>(
    `SELECT ${projectColumns('p')} FROM ${TIMELINE}.${PROJECT_SPAN} p
     WHERE ${named} AND ${spanAsOf('p', asOf, parameters)}
     ORDER BY p.registered_at, p.project_id LIMIT 1`,
    parameters.values,
  );
  return rows[0] ? summaryOf(rows[0]) : null;
}

const ORDERS = {
  REGISTERED_DESC: { by: 'p.registered_at', type: 'timestamptz', descending: true },
  REGISTERED_ASC: { by: 'p.registered_at', type: 'timestamptz', descending: false },
  INVESTMENT_DESC: { by: 'coalesce(p.total_investment, -1)', type: 'numeric', descending: true },
  NAME_ASC: { by: 'p.name COLLATE "C"', type: 'text', descending: false },
} as const;

export type ProjectOrder = keyof typeof ORDERS;

export interface ProjectListRequest {
  readonly asOf: AsOfState;
  readonly filter?: ProjectFilter | null;
  readonly orderBy: ProjectOrder;
  readonly first: number;
  /** Sort key and project id of the row to go on after. */
  readonly after?: readonly [string, string] | null;
}

export interface ListedProject {
  readonly summary: ProjectSummary;
  readonly sortKey: string;
}

function conditionsOf({ asOf, filter }: ProjectListRequest, parameters: Parameters): string {
  return [spanAsOf('p', asOf, parameters), ...filterConditions(filter, 'p', parameters)].join(' AND ');
}

/** One page of projects with one row more than asked for. */
export async function listProjects(pool: Pool, request: ProjectListRequest): Promise<ListedProject[]> {
  const parameters = new Parameters();
  const { by, type, descending } = ORDERS[request.orderBy];
  let where = conditionsOf(request, parameters);
  if (request.after) {
    const key = parameters.add(request.after[0], type);
    const id = parameters.add(request.after[1], 'uuid');
    where += ` AND (${by} ${descending ? '<' : '>'} ${key} OR (${by} = ${key} AND p.project_id > ${id}))`;
  }
  const { rows } = await pool.query<ProjectRow & { sort_key: string }>(
    `SELECT ${projectColumns('p')}, ${by} AS sort, (${by})::text AS sort_key FROM ${TIMELINE}.${PROJECT_SPAN} p
     WHERE ${where} ORDER BY sort ${descending ? 'DESC' : 'ASC'}, p.project_id
     LIMIT ${parameters.add(request.first + 1, 'integer')}`,
    parameters.values,
  );
  return rows.map((row) => ({ summary: summaryOf(row), sortKey: row.sort_key }));
}

export async function countProjects(pool: Pool, request: ProjectListRequest): Promise<number> {
  const parameters = new Parameters();
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${TIMELINE}.${PROJECT_SPAN} p WHERE ${conditionsOf(request, parameters)}`,
    parameters.values,
  );
  return Number(rows[0]?.count ?? 0);
}
