import type { PoolClient } from '@milepost/postgres';
import { PASSES } from './feed';

/** Messages that a feed which is behind looks at in one go. */
const WINDOW = 1_000;
/** A feed waits while so many of its messages are to be sent; those held back behind a failing one don't count. */
export const MOST_PENDING = 5_000;

/**
 * Takes every feed as far as it may go: up to what has been told, a window at most, none while too much waits. What is
 * queued and how far the feed has come are written by one statement, so that a message is queued once.
 */
const FILL = `
  WITH head AS MATERIALIZED (SELECT position FROM webhook.router),
  behind AS MATERIALIZED (
    SELECT f.endpoint_id, f.run, f.cursor, least(
      coalesce(f.through, head.position), head.position,
      coalesce(
        (SELECT m.position FROM webhook.message m WHERE m.position > f.cursor ORDER BY m.position OFFSET ${WINDOW - 1} LIMIT 1),
        head.position
      )
    ) AS upto
    FROM webhook.feed f CROSS JOIN head
    WHERE NOT f.stopped AND f.cursor < least(coalesce(f.through, head.position), head.position)
      AND ${MOST_PENDING} > (
        SELECT count(*) FROM (
          SELECT FROM webhook.queue q
          WHERE q.endpoint_id = f.endpoint_id AND q.run = f.run AND q.state = 'pending' AND NOT EXISTS (
            SELECT FROM webhook.hold h
            WHERE h.endpoint_id = q.endpoint_id AND h.run = q.run AND h.subject = q.subject
          )
          LIMIT ${MOST_PENDING}
        ) pending
      )
  ), queued AS (
    INSERT INTO webhook.queue (endpoint_id, run, message_id, position, subject, kind, queued_at, due_at)
    SELECT f.endpoint_id, f.run, m.id, m.position, m.subject, CASE f.run WHEN 0 THEN 'live' ELSE 'replay' END, $1, $1
    FROM behind JOIN webhook.feed f USING (endpoint_id, run)
    JOIN webhook.message m ON m.position > behind.cursor AND m.position <= behind.upto
    WHERE ${PASSES}
    ON CONFLICT DO NOTHING
    RETURNING 1
  ), moved AS (
    UPDATE webhook.feed f SET cursor = behind.upto FROM behind
    WHERE f.endpoint_id = behind.endpoint_id AND f.run = behind.run
    RETURNING f.cursor < least(coalesce(f.through, (SELECT position FROM head)), (SELECT position FROM head)) AS still
  )
  SELECT (SELECT count(*)::int FROM queued) AS queued, coalesce((SELECT bool_or(still) FROM moved), false) AS more`;

const DROP_DONE = 'DELETE FROM webhook.feed WHERE through IS NOT NULL AND cursor >= through';

export interface Filled {
  readonly queued: number;
  /** Whether some feed could go on at once. */
  readonly more: boolean;
}

/** @param now ISO 8601: when what is queued was queued, and is due */
export async function fillQueue(client: PoolClient, now: string): Promise<Filled> {
  const { rows } = await client.query<Filled>(FILL, [now]);
  await client.query(DROP_DONE);
  return rows[0];
}
