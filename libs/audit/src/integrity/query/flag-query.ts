import type { Pool } from '@milepost/postgres';
import { Parameters, projectColumns, type ProjectRow } from '@milepost/projection';
import { flagSource, type FlagRequest } from './flag-source';

export interface FlagRow {
  readonly project_id: string;
  readonly version: number;
  readonly rule: string;
  readonly subject: string;
  readonly since: string;
  readonly events: readonly string[];
  /** JSON. */
  readonly detail: string;
  readonly explained_by: string | null;
}

const COLUMNS = 'f.version, f.rule, f.subject, f.since, f.events, f.detail, f.explained_by';

/** Latest first; the rest tells flags of one day apart. */
const ORDER = 'f.since DESC, f.project_id, f.rule, f.subject';

/** Since, project, rule and subject of the flag to go on after. */
export type FlagCursor = readonly [string, string, string, string];

export interface FlagPageRequest extends FlagRequest {
  readonly first: number;
  readonly after?: FlagCursor | null;
}

/** One page of flags with one row more than asked for. */
export async function flagRows(pool: Pool, request: FlagPageRequest): Promise<(FlagRow & ProjectRow)[]> {
  const parameters = new Parameters();
  let source = flagSource(request, parameters);
  if (request.after) {
    const [since, project, rule, subject] = request.after;
    const day = parameters.add(since, 'date');
    source += ` AND (f.since < ${day} OR (f.since = ${day} AND (f.project_id, f.rule, f.subject) >
      (${parameters.add(project, 'uuid')}, ${parameters.add(rule, 'text')}, ${parameters.add(subject, 'text')})))`;
  }
  const { rows } = await pool.query<FlagRow & ProjectRow>(
    `SELECT ${COLUMNS}, ${projectColumns('p')} FROM ${source}
     ORDER BY ${ORDER} LIMIT ${parameters.add(request.first + 1, 'integer')}`,
    parameters.values,
  );
  return rows;
}

/** All flags of some projects, latest first. */
export async function flagsOfProjects(
  pool: Pool,
  request: FlagRequest & { readonly projects: readonly string[] },
): Promise<FlagRow[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<FlagRow>(
    `SELECT f.project_id, ${COLUMNS} FROM ${flagSource(request, parameters)} ORDER BY ${ORDER}`,
    parameters.values,
  );
  return rows;
}

/** How many flags there are on all pages. */
export async function countFlags(pool: Pool, request: FlagRequest): Promise<number> {
  const parameters = new Parameters();
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${flagSource(request, parameters)}`,
    parameters.values,
  );
  return Number(rows[0]?.count ?? 0);
}
