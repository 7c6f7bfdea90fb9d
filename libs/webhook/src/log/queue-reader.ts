import type { Pool } from '@milepost/postgres';
import { Parameters } from '@milepost/projection';

/** A message that an endpoint has not been brought yet. */
export interface QueuedMessage {
  readonly endpointId: string;
  readonly run: number;
  readonly kind: 'live' | 'replay' | 'test';
  readonly messageId: string;
  readonly subject: string;
  readonly type: string;
  readonly position: string;
  readonly state: 'pending' | 'exhausted';
  readonly attempts: number;
  readonly queuedAt: string;
  readonly dueAt: string | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  /** Another message of its subject has to get through first. */
  readonly held: boolean;
}

export interface QueueRequest {
  readonly endpoint: string;
  readonly state?: 'pending' | 'exhausted' | null;
  readonly project?: string | null;
  readonly event?: string | null;
  readonly first: number;
  /** Position, run and id of the message to go on after. */
  readonly after?: readonly [position: string, run: number] | null;
}

/** What an index each holds in the order of the store; together they are a queue. */
const PARTS = [
  { state: 'pending', where: `q.state = 'pending' AND q.kind = 'live'` },
  { state: 'pending', where: `q.state = 'pending' AND q.kind = 'replay'` },
  { state: 'pending', where: `q.state = 'pending' AND q.kind = 'test'` },
  { state: 'exhausted', where: `q.state = 'exhausted'` },
] as const;

/** One page of what waits for an endpoint, in the order of the store, with one row more than asked for. */
export async function listQueue(pool: Pool, request: QueueRequest): Promise<QueuedMessage[]> {
  const parameters = new Parameters();
  const { endpoint, state, project, event, first, after } = request;
  const conditions = [`q.endpoint_id = ${parameters.add(endpoint, 'uuid')}`];
  if (event) conditions.push(`q.message_id = ${parameters.add(event, 'uuid')}`);
  if (project) {
    // A project has few messages, an endpoint may have millions waiting.
    conditions.push(
      `q.message_id = ANY(ARRAY(SELECT id FROM webhook.message WHERE subject = ${parameters.add(project, 'text')}))`,
    );
  }
  if (after) {
    const [position, run] = after;
    const from = parameters.add(position, 'bigint');
    conditions.push(`q.position >= ${from} AND (q.position, q.run) > (${from}, ${parameters.add(run, 'integer')})`);
  }
  const limit = `ORDER BY q.position, q.run LIMIT ${parameters.add(first + 1, 'integer')}`;
  const parts = PARTS.filter((part) => !state || part.state === state).map(
    ({ where }) => `(SELECT q.* FROM webhook.queue q WHERE ${conditions.join(' AND ')} AND ${where} ${limit})`,
  );
  const { rows } = await pool.query<QueuedMessage>(
    `SELECT q.endpoint_id AS "endpointId", q.run, q.kind, q.message_id AS "messageId", q.subject, m.type, q.position,
       q.state, q.attempts, q.queued_at AS "queuedAt", CASE q.state WHEN 'pending' THEN q.due_at END AS "dueAt", q.last_status AS "lastStatus",
       q.last_error AS "lastError",
       (h.message_id IS NOT NULL AND h.message_id <> q.message_id AND (e.doc->>'ordered')::boolean) AS held
     FROM (SELECT * FROM (${parts.join(' UNION ALL ')}) q ${limit}) q
     JOIN webhook.message m ON m.id = q.message_id
     JOIN webhook.endpoint e ON e.id = q.endpoint_id
     LEFT JOIN webhook.hold h ON h.endpoint_id = q.endpoint_id AND h.run = q.run AND h.subject = q.subject
     ORDER BY q.position, q.run`,
    parameters.values,
  );
  return rows;
}
