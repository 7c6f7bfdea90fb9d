import type { ProjectSummary, Standing } from '@milepost/lifecycle';

/** Columns of `project_span` that a project is shown with. */
export interface ProjectRow {
  readonly project_id: string;
  readonly name: string;
  readonly code: string | null;
  readonly aliases: string[];
  readonly kind: string;
  readonly investor: string | null;
  readonly investor_code: string | null;
  readonly district: string;
  readonly industry: string | null;
  readonly land_mode: string | null;
  /** Exact yuan, in the domain's canonical form. */
  readonly total_investment: string | null;
  readonly size_tier: string | null;
  readonly tags: string[];
  readonly bureau: string | null;
  readonly lead_official: string | null;
  readonly lead_official_id: string | null;
  readonly contact: string | null;
  readonly contact_id: string | null;
  readonly standing: Standing;
  readonly registered_at: string;
  readonly catalogue: string;
  readonly external_key: string | null;
}

const COLUMNS: readonly (keyof ProjectRow)[] = [
  'project_id',
  'name',
  'code',
  'aliases',
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
  'registered_at',
  'catalogue',
  'external_key',
];

/** The select list of a `ProjectRow`. */
export const projectColumns = (alias: string): string =>
  COLUMNS.map((column) =>
    column === 'total_investment' ? `trim_scale(${alias}.${column}) AS ${column}` : `${alias}.${column}`,
  ).join(', ');

/** The project that a row describes. */
export function summaryOf(row: ProjectRow): ProjectSummary {
  return {
    id: row.project_id,
    profile: {
      name: row.name,
      code: row.code,
      aliases: row.aliases,
      kind: row.kind,
      investor: row.investor,
      investorCode: row.investor_code,
      district: row.district,
      industry: row.industry,
      landMode: row.land_mode,
      totalInvestment: row.total_investment,
      sizeTier: row.size_tier,
      tags: row.tags,
      bureau: row.bureau,
      leadOfficial: row.lead_official,
      leadOfficialId: row.lead_official_id,
      contact: row.contact,
      contactId: row.contact_id,
    },
    standing: row.standing,
    registeredAt: row.registered_at,
    catalogue: row.catalogue,
    externalKey: row.external_key,
  };
}
