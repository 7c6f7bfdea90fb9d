import { createTable, quote, type Table } from '../rows/table';

/** Name of the table in the schema of every projection that finds or groups projects. */
export const PROJECT_SPAN = 'project_span';

/** Attributes and standing of each project by day (`on_from` inclusive, `on_to` exclusive) and by knowledge. */
export const PROJECT_SPAN_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['project_id', 'on_from'],
  columns: {
    project_id: 'uuid NOT NULL',
    on_from: 'date NOT NULL',
    on_to: 'date NOT NULL',
    name: 'text NOT NULL',
    code: 'text',
    aliases: 'text[] NOT NULL',
    kind: 'text NOT NULL',
    investor: 'text',
    investor_code: 'text',
    district: 'text COLLATE "C" NOT NULL',
    industry: 'text',
    land_mode: 'text',
    total_investment: 'numeric(17,2)',
    size_tier: 'text',
    tags: 'text[] NOT NULL',
    bureau: 'text',
    lead_official: 'text',
    lead_official_id: 'uuid',
    contact: 'text',
    contact_id: 'uuid',
    standing: 'text NOT NULL',
    registered_at: 'timestamptz NOT NULL',
    catalogue: 'text NOT NULL',
    external_key: 'text',
  },
};

/** DDL of the table with the indexes that lists of projects need. */
export function createProjectSpanTable(schema: string): string {
  const at = `${quote(schema)}.${PROJECT_SPAN}`;
  return `${createTable(schema, PROJECT_SPAN, PROJECT_SPAN_TABLE)}
    CREATE INDEX ON ${at} (code) WHERE code IS NOT NULL;
    CREATE INDEX ON ${at} USING gin (aliases);`;
}
