import {
  createProjectSpanTable,
  createTable,
  PROJECT_SPAN,
  PROJECT_SPAN_TABLE,
  quote,
  type Tables,
} from '@milepost/projection';

/** Name of the projection and of its schema. */
export const BOTTLENECK = 'bottleneck';
export const CASE_SPAN = 'case_span';
export const RULE_EVENT = 'rule_event';

export const TABLES: Tables = {
  /** Each project's case in each bottleneck, by day and by knowledge: see `CaseSpan` in the domain. */
  [CASE_SPAN]: {
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
  },
  [PROJECT_SPAN]: PROJECT_SPAN_TABLE,
  /** The catalogues and rulesets adopted, as the events say it: few, folded when asked. */
  [RULE_EVENT]: {
    kind: 'append',
    columns: {
      event_id: 'uuid NOT NULL',
      position: 'numeric NOT NULL',
      recorded_at: 'timestamptz NOT NULL',
      type: 'text NOT NULL',
      data: 'json NOT NULL',
    },
  },
};

export function createTables(schema: string): string {
  const cases = `${quote(schema)}.${CASE_SPAN}`;
  return [
    createTable(schema, CASE_SPAN, TABLES[CASE_SPAN]!),
    createProjectSpanTable(schema),
    createTable(schema, RULE_EVENT, TABLES[RULE_EVENT]!),
    // One bottleneck's ledger, in what is known now and in what was.
    `CREATE INDEX ON ${cases} (ruleset, bottleneck, on_from) WHERE known_to = 'infinity';`,
  ].join('\n');
}
