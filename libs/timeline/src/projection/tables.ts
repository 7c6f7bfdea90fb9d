import {
  createProjectSpanTable,
  createTable,
  PROJECT_SPAN,
  PROJECT_SPAN_TABLE,
  quote,
  RULE_EVENT,
  RULE_EVENT_TABLE,
  type Table,
} from '@milepost/projection';

/** Name of the projection and of its schema. */
export const TIMELINE = 'timeline';
export const REGISTRATION = 'registration';
export const HEAD = 'head';
export const FACT = 'fact';

/** What a project was registered as; never changes. */
const REGISTRATION_TABLE: Table = {
  kind: 'current',
  owner: 'project_id',
  identity: ['project_id'],
  columns: {
    project_id: 'uuid NOT NULL',
    registered_at: 'timestamptz NOT NULL',
    registered_by: 'uuid NOT NULL',
    source: 'text NOT NULL',
    data: 'json NOT NULL',
  },
};

/** How far each project's events had come, by knowledge. */
const HEAD_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['project_id'],
  columns: { project_id: 'uuid NOT NULL', revision: 'integer NOT NULL', position: 'numeric NOT NULL' },
};

/** What was stated of each project, by knowledge: a correction ends a version and begins another. */
const FACT_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['fact_id'],
  columns: {
    project_id: 'uuid NOT NULL',
    fact_id: 'uuid NOT NULL',
    revision: 'integer NOT NULL',
    fact: 'json NOT NULL',
  },
};

export const TABLES = {
  [REGISTRATION]: REGISTRATION_TABLE,
  [HEAD]: HEAD_TABLE,
  [FACT]: FACT_TABLE,
  [PROJECT_SPAN]: PROJECT_SPAN_TABLE,
  [RULE_EVENT]: RULE_EVENT_TABLE,
};

export function createTables(schema: string): string {
  const at = (table: string) => `${quote(schema)}.${table}`;
  return [
    createTable(schema, REGISTRATION, REGISTRATION_TABLE),
    createTable(schema, HEAD, HEAD_TABLE),
    createTable(schema, FACT, FACT_TABLE),
    createProjectSpanTable(schema),
    createTable(schema, RULE_EVENT, RULE_EVENT_TABLE),
    `CREATE INDEX ON ${at(FACT)} (project_id);`,
    `CREATE INDEX ON ${at(HEAD)} (project_id);`,
  ].join('\n');
}
