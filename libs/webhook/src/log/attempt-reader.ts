import type { Pool } from '@milepost/postgres';
import { Parameters } from '@milepost/projection';

export interface RecordedAttempt {
  /** A decimal integer; later ones are larger. */
  readonly id: string;
  readonly endpointId: string;
  readonly kind: 'live' | 'replay' | 'test';
  readonly messageId: string;
  readonly subject: string;
  readonly type: string;
  readonly position: string;
  readonly attempt: number;
  readonly at: string;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly response: string | null;
}

export interface AttemptRequest {
  readonly endpoint?: string | null;
  /** Id of a project. */
  readonly project?: string | null;
  /** Id of an event. */
  readonly event?: string | null;
  readonly delivered?: boolean | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly first: number;
  /** Id of the attempt to go on after. */
  readonly after?: string | null;
}

/** Attempts that another query has chosen, with what their messages say of themselves, which is looked up of these alone. */
const told = (chosen: string): string => `
  SELECT a.id, a.endpoint_id AS "endpointId", a.kind, a.message_id AS "messageId", m.subject, m.type, a.position,
    a.attempt, a.at, a.duration_ms AS "durationMs", a.status, a.error, a.response
  FROM (${chosen}) a JOIN webhook.message m ON m.position = a.position
  ORDER BY a.id DESC`;

/** As `isDelivered` has it. */
const DELIVERED = '(status BETWEEN 200 AND 299 AND error IS NULL)';

/** Positions of messages, by which the attempts to bring them are found. */
const messagesOf = (condition: string): string => `SELECT m.position FROM webhook.message m WHERE m.${condition}`;

/** One page of the log of attempts, newest first, with one row more than asked for. */
export async function listAttempts(pool: Pool, request: AttemptRequest): Promise<RecordedAttempt[]> {
  const parameters = new Parameters();
  const conditions: string[] = ['true'];
  const { endpoint, project, event, delivered, from, to, first, after } = request;
  if (endpoint) conditions.push(`endpoint_id = ${parameters.add(endpoint, 'uuid')}`);
  if (project) conditions.push(`position IN (${messagesOf(`subject = ${parameters.add(project, 'text')}`)})`);
  if (event) conditions.push(`position = (${messagesOf(`id = ${parameters.add(event, 'uuid')}`)})`);
  if (typeof delivered === 'boolean') conditions.push(`${DELIVERED} IS ${delivered ? 'TRUE' : 'NOT TRUE'}`);
  if (from) conditions.push(`at >= ${parameters.add(from, 'timestamptz')}`);
  if (to) conditions.push(`at < ${parameters.add(to, 'timestamptz')}`);
  if (after) conditions.push(`id < ${parameters.add(after, 'bigint')}`);
  const { rows } = await pool.query<RecordedAttempt>(
    told(
      `SELECT * FROM webhook.attempt WHERE ${conditions.join(' AND ')}
       ORDER BY id DESC LIMIT ${parameters.add(first + 1, 'integer')}`,
    ),
    parameters.values,
  );
  return rows;
}

/** The attempt that a test of an endpoint led to. @param position of the event that asked for it */
export async function attemptOfTest(pool: Pool, endpointId: string, position: string): Promise<RecordedAttempt | null> {
  // By its position, of which there are few attempts: of the endpoint there may be millions.
  const { rows } = await pool.query<RecordedAttempt>(
    told(
      `SELECT * FROM webhook.attempt WHERE position = $2 AND endpoint_id = $1 AND kind = 'test' ORDER BY id LIMIT 1`,
    ),
    [endpointId, position],
  );
  return rows[0] ?? null;
}
