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

/** The source of every figure and every ledger row: one case per project and bottleneck, as of a day and an instant. */
export function caseSource({ ruleset, asOf, filter }: BoardRequest, parameters: Parameters): string {
  const conditions = [
    `s.ruleset = ${parameters.add(ruleset)}`,
    spanAsOf('s', asOf, parameters),
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

/** Cases tallied by what a board counts, in one pass. */
export async function tallies(
  pool: Pool,
  request: BoardRequest,
  by: keyof typeof GROUP_COLUMNS | null,
): Promise<GroupedTally[]> {
  const parameters = new Parameters();
  const on = parameters.add(request.asOf.on, 'date');
  const group = by === null ? 'NULL::text' : `p.${GROUP_COLUMNS[by]}`;
  const { rows } = await pool.query<TallyRow>(
    `SELECT s.bottleneck, ${group} AS grp, s.state, ${lightSql(on)} AS light, ${daysSql(on)} AS days,
       count(*) AS count, trim_scale(sum(p.total_investment) FILTER (WHERE s.state = 'open')) AS investment
     FROM ${caseSource(request, parameters)}
     GROUP BY 1, 2, 3, 4, 5`,
    parameters.values,
  );
  return rows.map(({ bottleneck, grp, state, light, days, count, investment }) => ({
    bottleneck,
    group: grp,
    state,
    light,
    days,
    count: Number(count),
    investment: investment ?? '0',
  }));
}
