import type { Pool } from '@milepost/postgres';
import {
  filterConditions,
  Parameters,
  PROJECT_SPAN,
  spanAsOf,
  type AsOfState,
  type ProjectFilter,
} from '@milepost/projection';
import { BOTTLENECK } from '../projection/tables';
import { caseSource, lightSql } from '../query/board-query';

/** Which two states are compared, and of which projects. */
export interface ChangesRequest {
  readonly ruleset: string;
  readonly from: AsOfState;
  readonly to: AsOfState;
  readonly filter: ProjectFilter | null;
  /** Only projects after this id. */
  readonly after?: string | null;
}

/** What a project is shown with; its ids and instants never change. */
const ATTRIBUTES = [
  'name',
  'code',
  'kind',
  'investor',
  'investor_code',
  'district',
  'industry',
  'land_mode',
  'total_investment',
  'size_tier',
  'tags',
  'bureau',
  'lead_official',
  'lead_official_id',
  'contact',
  'contact_id',
  'standing',
];

function projectsOf({ filter, after }: ChangesRequest, asOf: AsOfState, parameters: Parameters): string {
  const conditions = [spanAsOf('p', asOf, parameters), ...filterConditions(filter, 'p', parameters)];
  if (after) conditions.push(`p.project_id > ${parameters.add(after, 'uuid')}`);
  const columns = ['project_id', ...ATTRIBUTES].map((column) => `p.${column}`).join(', ');
  return `SELECT ${columns} FROM ${BOTTLENECK}.${PROJECT_SPAN} p WHERE ${conditions.join(' AND ')}`;
}

function casesOf({ ruleset, filter, after }: ChangesRequest, asOf: AsOfState, parameters: Parameters): string {
  const light = lightSql(parameters.add(asOf.on, 'date'));
  const source = caseSource({ ruleset, asOf, filter }, parameters);
  return `SELECT s.project_id, s.bottleneck, s.state, ${light} AS light, s.since, s.turned_on, s.yellow_after, s.red_after,
    s.committed FROM ${source}${after ? ` AND s.project_id > ${parameters.add(after, 'uuid')}` : ''}`;
}

const onOneSide = (a: string, b: string): string =>
  `SELECT project_id FROM ((TABLE ${a} EXCEPT TABLE ${b}) UNION ALL (TABLE ${b} EXCEPT TABLE ${a})) ${a}_or_${b}`;

/** Projects with an attribute, their standing or a case on one side only: spans that hold both days are on both sides. */
function changedSql(request: ChangesRequest, parameters: Parameters): string {
  const { from, to } = request;
  return `WITH was AS MATERIALIZED (${projectsOf(request, from, parameters)}),
      now AS MATERIALIZED (${projectsOf(request, to, parameters)}),
      case_was AS MATERIALIZED (${casesOf(request, from, parameters)}),
      case_now AS MATERIALIZED (${casesOf(request, to, parameters)}),
      changed AS (${onOneSide('was', 'now')} UNION ${onOneSide('case_was', 'case_now')})`;
}

/** Ids of the projects that differ, in order, one more than asked for. */
export async function changedProjects(pool: Pool, request: ChangesRequest, first: number): Promise<string[]> {
  const parameters = new Parameters();
  const sql = `${changedSql(request, parameters)} SELECT project_id FROM changed ORDER BY project_id
    LIMIT ${parameters.add(first + 1, 'integer')}`;
  const { rows } = await pool.query<{ project_id: string }>(sql, parameters.values);
  return rows.map(({ project_id: id }) => id);
}

/** How many projects differ. */
export async function countChanged(pool: Pool, request: ChangesRequest): Promise<number> {
  const parameters = new Parameters();
  const sql = `${changedSql({ ...request, after: null }, parameters)} SELECT count(*) AS count FROM changed`;
  const { rows } = await pool.query<{ count: string }>(sql, parameters.values);
  return Number(rows[0]?.count ?? 0);
}

/** Which of the projects are meant in a state. */
export async function chosenOf(
  pool: Pool,
  ids: readonly string[],
  asOf: AsOfState,
  filter: ProjectFilter | null,
): Promise<ReadonlySet<string>> {
  const parameters = new Parameters();
  const conditions = [
    `p.project_id = ANY(${parameters.add(ids, 'uuid[]')})`,
    spanAsOf('p', asOf, parameters),
    ...filterConditions(filter, 'p', parameters),
  ];
  const { rows } = await pool.query<{ project_id: string }>(
    `SELECT p.project_id FROM ${BOTTLENECK}.${PROJECT_SPAN} p WHERE ${conditions.join(' AND ')}`,
    parameters.values,
  );
  return new Set(rows.map(({ project_id: id }) => id));
}
