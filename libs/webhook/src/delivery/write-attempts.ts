import { inTransaction, type Pool, type PoolClient } from '@milepost/postgres';
import { plain, quoted } from './array-text';
import type { Attempt } from './attempt';

const INSERT_ATTEMPTS = `
  INSERT INTO webhook.attempt (endpoint_id, run, kind, message_id, position, attempt, at, duration_ms, status, error,
                               response)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::bigint[], $6::int[], $7::timestamptz[],
                       $8::int[], $9::int[], $10::text[], $11::text[])`;

/** Those that are through leave the queue, and free what was behind them. */
const takeOut = (endpointIds: string, runs: string, messageIds: string, first = ''): string => `
  WITH ${first}
  gone AS (
    SELECT * FROM unnest(${endpointIds}::uuid[], ${runs}::int[], ${messageIds}::uuid[]) AS t(endpoint_id, run, message_id)
  ), freed AS (
    DELETE FROM webhook.hold h USING gone
    WHERE h.endpoint_id = gone.endpoint_id AND h.run = gone.run AND h.message_id = gone.message_id
  )
  DELETE FROM webhook.queue q USING gone
  WHERE q.endpoint_id = gone.endpoint_id AND q.run = gone.run AND q.message_id = gone.message_id`;
const TAKE_OUT = takeOut('$1', '$2', '$3');

/** Where all are through, as nearly always, one statement does it: one way to the database and back instead of four. */
const ALL_THROUGH = {
  name: 'webhook-attempts-through',
  text: takeOut('$1', '$2', '$4', `recorded AS (${INSERT_ATTEMPTS}),`),
};

/** What a replay has delivered need not wait in the dead-letter list any longer. */
const TAKE_OUT_DEAD = `
  WITH dead AS (
    DELETE FROM webhook.queue q USING unnest($1::uuid[], $2::uuid[]) AS t(endpoint_id, message_id)
    WHERE q.endpoint_id = t.endpoint_id AND q.message_id = t.message_id AND q.state = 'exhausted'
    RETURNING q.endpoint_id, q.run, q.message_id
  )
  DELETE FROM webhook.hold h USING dead
  WHERE h.endpoint_id = dead.endpoint_id AND h.run = dead.run AND h.message_id = dead.message_id`;

const PUT_OFF = `
  UPDATE webhook.queue q
  SET state = t.state, attempts = t.attempts, due_at = coalesce(t.due_at, q.due_at),
      last_status = t.last_status, last_error = t.last_error
  FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[], $7::int[], $8::text[])
    AS t(endpoint_id, run, message_id, state, attempts, due_at, last_status, last_error)
  WHERE q.endpoint_id = t.endpoint_id AND q.run = t.run AND q.message_id = t.message_id AND q.attempts < t.attempts`;

/** Only for what is still in the queue: it may have been skipped or its endpoint deleted meanwhile. */
const HOLD = `
  INSERT INTO webhook.hold (endpoint_id, run, subject, message_id)
  SELECT q.endpoint_id, q.run, q.subject, q.message_id
  FROM webhook.queue q JOIN unnest($1::uuid[], $2::int[], $3::uuid[]) AS t(endpoint_id, run, message_id)
    USING (endpoint_id, run, message_id)
  ON CONFLICT DO NOTHING`;

const keysOf = (attempts: readonly Attempt[]): unknown[] => [
  attempts.map(({ delivery }) => delivery.endpointId),
  attempts.map(({ delivery }) => delivery.run),
  attempts.map(({ delivery }) => delivery.messageId),
];

/** Records attempts and what becomes of their messages, all or none. */
export async function writeAttempts(pool: Pool, attempts: readonly Attempt[]): Promise<void> {
  const out = attempts.filter(({ verdict }) => verdict.kind === 'delivered' || verdict.kind === 'over');
  const left = attempts.filter(({ verdict }) => verdict.kind === 'pending' || verdict.kind === 'exhausted');
  const replayed = out.filter(({ delivery, verdict }) => delivery.kind === 'replay' && verdict.kind === 'delivered');
  const holding = left.filter(({ holds }) => holds);
  if (left.length + replayed.length === 0) {
    await pool.query({ ...ALL_THROUGH, values: attemptColumns(attempts) });
    return;
  }
  await inTransaction(pool, async (client) => {
    await client.query(INSERT_ATTEMPTS, attemptColumns(attempts));
    if (out.length > 0) await client.query(TAKE_OUT, keysOf(out));
    if (replayed.length > 0) {
      const [endpoints, , messages] = keysOf(replayed);
      await client.query(TAKE_OUT_DEAD, [endpoints, messages]);
    }
    if (left.length > 0) await putOff(client, left);
    if (holding.length > 0) await client.query(HOLD, keysOf(holding));
  });
}

const attemptColumns = (attempts: readonly Attempt[]): unknown[] => [
  plain(attempts.map(({ delivery }) => delivery.endpointId)),
  plain(attempts.map(({ delivery }) => delivery.run)),
  plain(attempts.map(({ delivery }) => delivery.kind)),
  plain(attempts.map(({ delivery }) => delivery.messageId)),
  plain(attempts.map(({ delivery }) => delivery.position)),
  plain(attempts.map(({ number }) => number)),
  plain(attempts.map(({ at }) => at)),
  plain(attempts.map(({ outcome }) => Math.round(outcome.durationMs))),
  plain(attempts.map(({ outcome }) => outcome.status)),
  quoted(attempts.map(({ outcome }) => outcome.error)),
  quoted(attempts.map(({ outcome }) => outcome.response)),
];

async function putOff(client: PoolClient, left: readonly Attempt[]): Promise<void> {
  await client.query(PUT_OFF, [
    ...keysOf(left),
    left.map(({ verdict }) => verdict.kind),
    left.map(({ number }) => number),
    left.map(({ verdict }) => (verdict.kind === 'pending' ? verdict.dueAt : null)),
    left.map(({ outcome }) => outcome.status),
    left.map(({ outcome }) => outcome.error),
  ]);
}
