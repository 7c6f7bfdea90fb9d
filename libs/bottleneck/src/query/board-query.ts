import type { CaseState, Light, Tally } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import {
  filterConditions,
  Parameters,
  PROJECT_SPAN,
  spanAsOf,
  type AsOfState,
  type ProjectFilter,
} from '@milepost/projection';
import { BOTTLENECK, CASE_SPAN } from '../projection/tables';

export interface BoardRequest {
  readonly ruleset: string;
  readonly asOf: AsOfState;
  readonly filter?: ProjectFilter | null;
}

export const GROUP_COLUMNS = {
  DISTRICT: 'district',
  BUREAU: 'bureau',
  INDUSTRY: 'industry',
  LEAD_OFFICIAL: 'lead_official',
  KIND: 'kind',
  SIZE_TIER: 'size_tier',
} as const;

export interface GroupedTally extends Tally {
  readonly bottleneck: string;
  /** Value of the attribute grouped by, `null` for projects without one or when not grouped. */
  readonly group: string | null;
}

interface TallyRow {
  readonly bottleneck: string;
  readonly grp: string | null;
  readonly state: CaseState;
  readonly light: Light | null;
  readonly days: number;
  readonly count: string;
  readonly investment: string | null;
}

function casesAsOf({ ruleset, asOf }: BoardRequest, parameters: Parameters): string {
  return `s.ruleset = ${parameters.add(ruleset)} AND ${spanAsOf('s', asOf, parameters)}`;
}

/** The source of every figure and every ledger row: one case per project and bottleneck, as of a day and an instant. */
export function caseSource({ ruleset, asOf, filter }: BoardRequest, parameters: Parameters): string {
  const conditions = [
    casesAsOf({ ruleset, asOf }, parameters),
    spanAsOf('p', asOf, parameters),
    ...filterConditions(filter, 'p', parameters),
  ];
  return `${BOTTLENECK}.${CASE_SPAN} s JOIN ${BOTTLENECK}.${PROJECT_SPAN} p ON p.project_id = s.project_id
    WHERE ${conditions.join(' AND ')}`;
}

/** SQL of a case's light; the domain's `lightOn`. */
export function lightSql(on: string): string {
  return `CASE WHEN s.state <> 'open' THEN NULL WHEN s.red_after < ${on} THEN 'red'
    WHEN s.yellow_after < ${on} THEN 'yellow' ELSE 'green' END`;
}

/** SQL of the days that a case counts with; the domain's `daysOf`. */
export function daysSql(on: string): string {
  return `CASE s.state WHEN 'passed' THEN s.dwell WHEN 'ended' THEN s.turned_on - s.since ELSE ${on} - s.since END`;
}

/** Cases tallied by what a board counts, in one statement. Projects are looked up only as far as the board needs them. */
export async function tallies(
  pool: Pool,
  request: BoardRequest,
  by: keyof typeof GROUP_COLUMNS | null,
): Promise<GroupedTally[]> {
  const parameters = new Parameters();
  const on = parameters.add(request.asOf.on, 'date');
  const plain = by === null && filterConditions(request.filter, 'p', new Parameters()).length === 0;
  const sql = plain ? plainSql(request, on, parameters) : joinedSql(request, by, on, parameters);
  const { rows } = await pool.query<TallyRow>(sql, parameters.values);
  return rows.map(({ grp, count, investment, ...row }) => ({
    ...row,
    group: grp,
    count: Number(count),
    investment: investment ?? '0',
  }));
}

const tallySql = (group: string, on: string): string =>
  `SELECT s.bottleneck, ${group} AS grp, s.state, ${lightSql(on)} AS light, ${daysSql(on)} AS days, count(*) AS count`;

function joinedSql(
  request: BoardRequest,
  by: keyof typeof GROUP_COLUMNS | null,
  on: string,
  parameters: Parameters,
): string {
  return `${tallySql(by === null ? 'NULL::text' : `p.${GROUP_COLUMNS[by]}`, on)},
      trim_scale(sum(p.total_investment) FILTER (WHERE s.state = 'open')) AS investment
    FROM ${caseSource(request, parameters)} GROUP BY 1, 2, 3, 4, 5`;
}

/**
 * A board of all projects together looks up only those that wait, for their investment. It is reckoned by bottleneck
 * and comes with one of its open tallies: the figures add up what each brings.
 */
function plainSql(request: BoardRequest, on: string, parameters: Parameters): string {
  return `WITH tally AS (
      ${tallySql('NULL::text', on)}
      FROM ${BOTTLENECK}.${CASE_SPAN} s WHERE ${casesAsOf(request, parameters)} GROUP BY 1, 2, 3, 4, 5
    ), held AS (
      SELECT s.bottleneck, trim_scale(sum(p.total_investment)) AS investment
      FROM ${caseSource(request, parameters)} AND s.state = 'open' GROUP BY 1
    )
    SELECT t.bottleneck, t.grp, t.state, t.light, t.days, t.count, h.investment
    FROM (SELECT *, row_number() OVER (PARTITION BY bottleneck, state) AS place FROM tally) t
    LEFT JOIN held h ON h.bottleneck = t.bottleneck AND t.state = 'open' AND t.place = 1`;
}
