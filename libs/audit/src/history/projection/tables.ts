import { createTable, quote, RULE_EVENT, RULE_EVENT_TABLE, type Table } from '@milepost/projection';

/** Name of the projection and of its schema. */
export const HISTORY = 'history';
export const EVENT = 'event';
export const TARGET = 'target';

/** Where each event is found by what auditors ask for. What it says stays in its stream. */
const EVENT_TABLE: Table = {
  kind: 'append',
  columns: {
    position: 'bigint NOT NULL',
    project_id: 'uuid',
    // Null for a project's: the id tells it.
    stream: 'text COLLATE "C"',
    type: 'text COLLATE "C" NOT NULL',
    milestone: 'text COLLATE "C"',
    actor: 'text COLLATE "C" NOT NULL',
    bureau: 'text COLLATE "C"',
  },
};

/** The milestones that a commitment names: those of all other events stand with the event. */
const TARGET_TABLE: Table = {
  kind: 'append',
  columns: { position: 'bigint NOT NULL', milestone: 'text COLLATE "C" NOT NULL' },
};

export const TABLES = { [EVENT]: EVENT_TABLE, [TARGET]: TARGET_TABLE, [RULE_EVENT]: RULE_EVENT_TABLE };

export function createTables(schema: string): string {
  const events = `${quote(schema)}.${EVENT}`;
  const by = (column: string): string => `CREATE INDEX ON ${events} (${column}, position) WHERE ${column} IS NOT NULL;`;
  return [
    createTable(schema, EVENT, EVENT_TABLE),
    createTable(schema, TARGET, TARGET_TABLE),
    createTable(schema, RULE_EVENT, RULE_EVENT_TABLE),
    `CREATE INDEX ON ${events} (position);`,
    ...['project_id', 'milestone', 'actor', 'bureau'].map(by),
    `CREATE INDEX ON ${quote(schema)}.${TARGET} (milestone, position);`,
  ].join('\n');
}
