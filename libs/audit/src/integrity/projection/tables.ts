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
export const INTEGRITY = 'integrity';
export const FLAG_SPAN = 'flag_span';
export const SHARED_KEY = 'shared_key';
export const EXPLANATION = 'explanation';

/** The flags that each project raises by itself, by day and by knowledge: see `FlagSpan` in the domain. */
const FLAG_SPAN_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['project_id', 'rules', 'rule', 'subject', 'on_from'],
  columns: {
    project_id: 'uuid NOT NULL',
    rules: 'text COLLATE "C" NOT NULL',
    version: 'integer NOT NULL',
    rule: 'text COLLATE "C" NOT NULL',
    subject: 'text COLLATE "C" NOT NULL',
    on_from: 'date NOT NULL',
    on_to: 'date NOT NULL',
    since: 'date NOT NULL',
    events: 'uuid[] NOT NULL',
    detail: 'json NOT NULL',
    explained_by: 'uuid',
  },
};

/** What no two projects should have, by day and by knowledge: flags are raised where two rows of one key meet. */
const SHARED_KEY_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['project_id', 'kind', 'event_id', 'key', 'on_from'],
  columns: {
    project_id: 'uuid NOT NULL',
    catalogue: 'text COLLATE "C" NOT NULL',
    kind: 'text COLLATE "C" NOT NULL',
    key: 'text COLLATE "C" NOT NULL',
    event_id: 'uuid NOT NULL',
    milestone: 'text COLLATE "C" NOT NULL',
    on_from: 'date NOT NULL',
    on_to: 'date NOT NULL',
    since: 'date NOT NULL',
  },
};

/** The answers given, by knowledge: taken back or renewed, a version ends. */
const EXPLANATION_TABLE: Table = {
  kind: 'versioned',
  owner: 'project_id',
  identity: ['event_id'],
  columns: {
    project_id: 'uuid NOT NULL',
    event_id: 'uuid NOT NULL',
    revision: 'integer NOT NULL',
    rule: 'text COLLATE "C" NOT NULL',
    events: 'uuid[] NOT NULL',
    explanation: 'text NOT NULL',
    bureau: 'text NOT NULL',
    recorded_at: 'timestamptz NOT NULL',
  },
};

export const TABLES = {
  [FLAG_SPAN]: FLAG_SPAN_TABLE,
  [SHARED_KEY]: SHARED_KEY_TABLE,
  [EXPLANATION]: EXPLANATION_TABLE,
  [PROJECT_SPAN]: PROJECT_SPAN_TABLE,
  [RULE_EVENT]: RULE_EVENT_TABLE,
};

export function createTables(schema: string): string {
  const at = (table: string) => `${quote(schema)}.${table}`;
  return [
    createTable(schema, FLAG_SPAN, FLAG_SPAN_TABLE),
    createTable(schema, SHARED_KEY, SHARED_KEY_TABLE),
    createTable(schema, EXPLANATION, EXPLANATION_TABLE),
    createProjectSpanTable(schema),
    createTable(schema, RULE_EVENT, RULE_EVENT_TABLE),
    `CREATE INDEX ON ${at(FLAG_SPAN)} (project_id);`,
    // Of what is known now, the keys in order: those that two projects hold are found without sorting.
    `CREATE INDEX ON ${at(SHARED_KEY)} (catalogue, kind, key, project_id)
       INCLUDE (on_from, on_to, since, event_id, milestone) WHERE known_to = 'infinity';`,
    `CREATE INDEX ON ${at(SHARED_KEY)} (key);`,
    `CREATE INDEX ON ${at(SHARED_KEY)} (project_id);`,
    `CREATE INDEX ON ${at(EXPLANATION)} (project_id);`,
    `CREATE INDEX ON ${at(EXPLANATION)} (event_id);`,
  ].join('\n');
}
