import type { EventMetadata, Profile } from '@milepost/lifecycle';
import { districtName } from './county';
import type { Random } from './random';

/** Whose desk an entry comes from. */
export type Desk =
  'dispatch' | 'investment' | 'reform' | 'land' | 'eia' | 'housing' | 'statistics' | 'industry' | 'locality';

const BUREAUS: Record<Exclude<Desk, 'locality'>, string> = {
  dispatch: 'project-dispatch-office',
  investment: 'investment-promotion',
  reform: 'development-reform',
  land: 'natural-resources',
  eia: 'ecology-environment',
  housing: 'housing-construction',
  statistics: 'statistics',
  industry: 'industry',
};

const DESK_OF_MILESTONE: Record<string, Desk> = {
  negotiation: 'investment',
  signing: 'investment',
  filing: 'reform',
  'land-pre-approval': 'land',
  eia: 'eia',
  tendering: 'reform',
  'land-supply': 'land',
  'planning-permit': 'land',
  'construction-permit': 'housing',
  groundbreaking: 'locality',
  statistics: 'statistics',
  completion: 'locality',
  acceptance: 'housing',
  commissioning: 'industry',
  'full-capacity': 'industry',
};

/** The desk that records a milestone. */
export const deskOf = (milestone: string): Desk => DESK_OF_MILESTONE[milestone] ?? 'dispatch';

/** The account at a desk that keeps one project, and its bureau. Accounts are posts, never people. */
export function clerkAt(desk: Desk, project: { readonly index: number; readonly profile: Profile }): EventMetadata {
  const { district } = project.profile;
  if (desk === 'locality') {
    return { actor: `clerk-${district}-0${1 + (project.index % 2)}`, bureau: `locality-${district}`, source: 'sample' };
  }
  return { actor: `clerk-${desk}-0${1 + (project.index % 3)}`, bureau: BUREAUS[desk], source: 'sample' };
}

/** The post in a town or park that keeps contact with the investor. */
export function contactPost(district: string, random: Random): string {
  return `${districtName(district)}${random.pick(['项目专员', '招商专员', '帮办代办员', '企业服务专员'])}`;
}
