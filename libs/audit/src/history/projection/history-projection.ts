import { milestonesNamedBy, projectIdOf, type RecordedEvent } from '@milepost/lifecycle';
import { isRuleEvent, RULE_EVENT, writeRuleEvent, type Projection, type RowWriter } from '@milepost/projection';
import { createTables, EVENT, HISTORY, TABLES, TARGET } from './tables';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The project's id where a stream is named by one that the table can hold. */
function uuidOf(stream: string): string | null {
  const id = projectIdOf(stream);
  return id !== null && UUID.test(id) ? id : null;
}

function write(event: RecordedEvent, projectId: string | null, rows: RowWriter): void {
  const { position, type, metadata } = event;
  const milestones = milestonesNamedBy(event);
  const [milestone = null] = milestones;
  const several = milestones.length > 1;
  rows.insert(EVENT, {
    position,
    project_id: projectId,
    stream: projectId === null ? event.stream : null,
    type,
    milestone: several ? null : milestone,
    actor: metadata.actor,
    bureau: metadata.bureau ?? null,
  });
  if (several) for (const each of milestones) rows.insert(TARGET, { position, milestone: each });
  if (isRuleEvent(event)) writeRuleEvent(event, rows);
}

/** An index of all events, so that those that someone asks for are found without reading the others. */
export const historyProjection: Projection<null> = {
  name: HISTORY,
  version: 1,
  tables: TABLES,
  createTables,
  stateless: true,
  keyOf: (event) => event.stream,
  apply(_, events, { key }, rows) {
    const projectId = uuidOf(key);
    for (const event of events) write(event, projectId, rows);
    return null;
  },
  resetKey(key, _, rows) {
    const projectId = uuidOf(key);
    const own = projectId === null ? 'stream = ANY($1::text[])' : 'project_id = ANY($1::text[]::uuid[])';
    const positions = `SELECT position FROM {schema}.${EVENT} WHERE ${own}`;
    for (const table of [TARGET, RULE_EVENT]) {
      rows.execute(`DELETE FROM {schema}.${table} WHERE position IN (${positions})`, [projectId ?? key]);
    }
    rows.execute(`DELETE FROM {schema}.${EVENT} WHERE ${own}`, [projectId ?? key]);
  },
};
