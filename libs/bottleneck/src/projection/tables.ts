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
export const BOTTLENECK = 'bottleneck';
export const CASE_SPAN = 'case_span';

/** Each project's case in each bottleneck, by day and by knowledge: see `CaseSpan` in the domain. */
const CASE_SPAN_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['project_id', 'ruleset', 'bottleneck', 'on_from'],
  columns: {
    project_id: 'uuid NOT NULL',
    ruleset: 'text COLLATE "C" NOT NULL',
    ruleset_version: 'integer NOT NULL',
    bottleneck: 'text COLLATE "C" NOT NULL',
    on_from: 'date NOT NULL',
    on_to: 'date NOT NULL',
    state: 'text COLLATE "C" NOT NULL',
    since: 'date NOT NULL',
    started_by: 'uuid NOT NULL',
    turned_on: 'date',
    turned_by: 'uuid',
    dwell: 'integer',
    paused: 'integer NOT NULL',
    yellow_after: 'date',
    red_after: 'date',
    committed: 'date',
  },
};

export const TABLES = {
  [CASE_SPAN]: CASE_SPAN_TABLE,
  [PROJECT_SPAN]: PROJECT_SPAN_TABLE,
  [RULE_EVENT]: RULE_EVENT_TABLE,
};

export function createTables(schema: string): string {
  const cases = `${quote(schema)}.${CASE_SPAN}`;
  return [
    createTable(schema, CASE_SPAN, CASE_SPAN_TABLE),
    createProjectSpanTable(schema),
    createTable(schema, RULE_EVENT, RULE_EVENT_TABLE),
    // What is known now is read from these two alone, without the tables, which hold all that was known before.
    `CREATE INDEX ON ${cases} (ruleset, bottleneck, on_to, on_from)
       INCLUDE (project_id, state, since, turned_on, dwell, yellow_after, red_after) WHERE known_to = 'infinity';`,
    `CREATE INDEX ON ${quote(schema)}.${PROJECT_SPAN} (on_to, on_from)
       INCLUDE (project_id, total_investment, district, kind, industry, bureau, lead_official, size_tier)
       WHERE known_to = 'infinity';`,
  ].join('\n');
}
