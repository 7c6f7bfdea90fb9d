/** Columns of `project_span` that a project is shown with. */
export interface ProjectRow {
  readonly project_id: string;
  readonly name: string;
  readonly code: string | null;
  readonly aliases: string[];
  readonly kind: string;
  readonly investor: string | null;
  readonly district: string;
  readonly industry: string | null;
  readonly land_mode: string | null;
  /** Exact yuan, in the domain's canonical form. */
  readonly total_investment: string | null;
  readonly size_tier: string | null;
  readonly tags: string[];
  readonly bureau: string | null;
  readonly lead_official: string | null;
  readonly contact: string | null;
  readonly standing: string;
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
  'district',
  'industry',
  'land_mode',
  'total_investment',
  'size_tier',
  'tags',
  'bureau',
  'lead_official',
  'contact',
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
