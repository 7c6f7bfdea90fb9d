import type { RecordedEvent } from '@milepost/lifecycle';
import type { PoolClient } from '@milepost/postgres';
import { subjectOf, tell, type Message, type Subject } from '../message';

const MESSAGE_COLUMNS = {
  position: 'bigint',
  id: 'uuid',
  type: 'text',
  subject: 'text',
  sequence: 'int',
  milestones: 'text',
  kind: 'text',
  district: 'text',
  total_investment: 'numeric',
  recorded_at: 'timestamptz',
  body: 'text',
} as const;

const names = Object.keys(MESSAGE_COLUMNS);
/** Of two events with one id, which only an id chosen badly can bring about, receivers would drop the second anyway. */
const INSERT_MESSAGES = `
  INSERT INTO webhook.message (${names.join(', ')})
  SELECT ${names.map((name) => (name === 'milestones' ? 'milestones::text[]' : name)).join(', ')}
  FROM unnest(${Object.values(MESSAGE_COLUMNS)
    .map((type, index) => `$${index + 1}::${type}[]`)
    .join(', ')}) AS t(${names.join(', ')})
  ON CONFLICT DO NOTHING`;

const UPSERT_SUBJECTS = `
  INSERT INTO webhook.subject (id, doc) SELECT * FROM unnest($1::text[], $2::jsonb[])
  ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`;

/**
 * Tells events as messages and keeps these, with what their subjects have come to. To be done once for each event, in
 * the order of the store.
 * @param source the CloudEvents source
 * @returns how many messages there were
 */
export async function recordMessages(
  client: PoolClient,
  events: readonly RecordedEvent[],
  source: string,
): Promise<number> {
  const told = events.map((event) => [event, subjectOf(event)] as const).filter(([, subject]) => subject !== null);
  if (told.length === 0) return 0;
  const subjects = await readSubjects(client, [...new Set(told.map(([, subject]) => subject as string))]);
  const messages: Message[] = [];
  for (const [event, key] of told) {
    const { subject, message } = tell(subjects.get(key as string), event, source);
    subjects.set(key as string, subject);
    if (message !== null) messages.push(message);
  }
  await client.query(UPSERT_SUBJECTS, [[...subjects.keys()], [...subjects.values()].map((doc) => JSON.stringify(doc))]);
  await insertMessages(client, messages);
  return messages.length;
}

async function readSubjects(client: PoolClient, ids: readonly string[]): Promise<Map<string, Subject>> {
  const { rows } = await client.query<{ id: string; doc: Subject }>(
    'SELECT id, doc FROM webhook.subject WHERE id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, doc }) => [id, doc]));
}

export async function insertMessages(client: PoolClient, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const columns = [
    messages.map(({ position }) => position),
    messages.map(({ id }) => id),
    messages.map(({ type }) => type),
    messages.map(({ subject }) => subject),
    messages.map(({ sequence }) => sequence),
    messages.map(({ milestones }) => arrayLiteral(milestones)),
    messages.map(({ kind }) => kind),
    messages.map(({ district }) => district),
    messages.map(({ totalInvestment }) => totalInvestment),
    messages.map(({ recordedAt }) => recordedAt),
    messages.map(({ body }) => body),
  ];
  await client.query(INSERT_MESSAGES, columns);
}

/** An array inside an array of texts: `unnest` would take arrays apart to the last level. */
const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
