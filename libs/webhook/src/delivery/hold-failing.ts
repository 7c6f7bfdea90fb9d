import type { Pool } from '@milepost/postgres';

/**
 * The first of each subject holds back the others from now on; those that had failed too are tried when it is through,
 * before what is behind them.
 */
const HOLD_FAILING = `
  WITH failing AS (
    SELECT run, subject, message_id, row_number() OVER (PARTITION BY run, subject ORDER BY position) AS place FROM (
      -- Locked: what somebody takes out of the queue in the same moment must leave no hold behind.
      SELECT run, subject, message_id, position FROM webhook.queue
      WHERE endpoint_id = $1 AND state = 'pending' AND attempts > 0 AND kind <> 'test' FOR UPDATE
    ) q
  ), held AS (
    INSERT INTO webhook.hold (endpoint_id, run, subject, message_id)
    SELECT $1, run, subject, message_id FROM failing WHERE place = 1
    ON CONFLICT DO NOTHING
  )
  UPDATE webhook.queue q SET due_at = $2 FROM failing f
  WHERE f.place > 1 AND q.endpoint_id = $1 AND q.run = f.run AND q.message_id = f.message_id AND q.due_at > $2`;

/**
 * Has the messages of an ordered endpoint that have failed hold back what is behind them, also where they failed before
 * it was ordered; to be done before its courier sets out, while nobody else sends. @param now ISO 8601
 */
export async function holdFailing(pool: Pool, endpointId: string, now: string): Promise<void> {
  await pool.query(HOLD_FAILING, [endpointId, now]);
}
