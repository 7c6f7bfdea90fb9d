import { districtPrefix } from '@milepost/lifecycle';
import type { Parameters } from './as-of';

/** Which projects: each given list narrows, within a list any value matches. Empty lists and nulls don't narrow. */
export interface ProjectFilter {
  /** Each with all districts below it. */
  readonly district?: readonly string[] | null;
  readonly kind?: readonly string[] | null;
  readonly industry?: readonly string[] | null;
  readonly bureau?: readonly string[] | null;
  readonly leadOfficial?: readonly string[] | null;
  readonly sizeTier?: readonly string[] | null;
  readonly tag?: readonly string[] | null;
  readonly investor?: readonly string[] | null;
}

const COLUMNS = {
  kind: 'kind',
  industry: 'industry',
  bureau: 'bureau',
  leadOfficial: 'lead_official',
  sizeTier: 'size_tier',
  investor: 'investor',
} as const;

/** The filter's conditions on an alias of `project_span`, none for an empty filter. */
export function filterConditions(
  filter: ProjectFilter | null | undefined,
  alias: string,
  parameters: Parameters,
): string[] {
  const conditions: string[] = [];
  for (const [field, column] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][]) {
    const values = filter?.[field];
    if (values?.length) conditions.push(`${alias}.${column} = ANY(${parameters.add(values, 'text[]')})`);
  }
  if (filter?.tag?.length) conditions.push(`${alias}.tags && ${parameters.add(filter.tag, 'text[]')}`);
  if (filter?.district?.length) {
    const districts = filter.district.map(districtPrefix);
    const exact = parameters.add(
      districts.map((district) => district.exact),
      'text[]',
    );
    const below = parameters.add(
      districts.map((district) => district.like),
      'text[]',
    );
    conditions.push(`(${alias}.district = ANY(${exact}) OR ${alias}.district LIKE ANY(${below}))`);
  }
  return conditions;
}
