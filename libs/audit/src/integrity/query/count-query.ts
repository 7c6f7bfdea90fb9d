import type { Pool } from '@milepost/postgres';
import { Parameters } from '@milepost/projection';
import { flagSource, type FlagRequest } from './flag-source';

/** SQL of what flags are counted by. */
export const GROUPS = {
  RULE: 'f.rule',
  DISTRICT: 'p.district',
  BUREAU: 'p.bureau',
  INDUSTRY: 'p.industry',
  LEAD_OFFICIAL: 'p.lead_official',
  KIND: 'p.kind',
  SIZE_TIER: 'p.size_tier',
} as const;

export type GroupKey = keyof typeof GROUPS;

export interface FlagCount {
  /** `null` for projects without one. */
  readonly key: string | null;
  readonly count: number;
  readonly explained: number;
  readonly projects: number;
}

interface CountRow {
  readonly key: string | null;
  readonly count: string;
  readonly explained: string;
  readonly projects: string;
}

const FIGURES = 'count(*) AS count, count(f.explained_by) AS explained, count(DISTINCT f.project_id) AS projects';

const countOf = ({ key, count, explained, projects }: CountRow): FlagCount => ({
  key,
  count: Number(count),
  explained: Number(explained),
  projects: Number(projects),
});

/** Flags counted by group, most first, of equal ones by key. */
export async function groupCounts(pool: Pool, request: FlagRequest, by: GroupKey, first: number): Promise<FlagCount[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<CountRow>(
    `SELECT ${GROUPS[by]} AS key, ${FIGURES} FROM ${flagSource(request, parameters)}
     GROUP BY 1 ORDER BY count(*) DESC, ${GROUPS[by]} COLLATE "C" NULLS FIRST LIMIT ${parameters.add(first, 'integer')}`,
    parameters.values,
  );
  return rows.map(countOf);
}

/** All of them together. */
export async function totalCount(pool: Pool, request: FlagRequest): Promise<FlagCount> {
  const parameters = new Parameters();
  const { rows } = await pool.query<CountRow>(
    `SELECT NULL::text AS key, ${FIGURES} FROM ${flagSource(request, parameters)}`,
    parameters.values,
  );
  return countOf(rows[0]!);
}
