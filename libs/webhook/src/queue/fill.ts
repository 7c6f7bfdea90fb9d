import type { PoolClient } from '@milepost/postgres';
import { PASSES } from './feed';

/** Messages that a feed which is behind looks at in one go. */
const WINDOW = 1_000;
/** A feed waits while so many of its messages are to be sent; those held back behind a failing one don't count. */
export const MOST_PENDING = 5_000;
/** So many of the youngest are counted: an endpoint that holds back a million must not slow all others down. */
const LOOKED_AT = 2 * MOST_PENDING;
/** How long a feed that was found full is not counted again, in milliseconds: less than what it has takes to be sent. */
const FULL_MS = 500;

const ROOM = `${MOST_PENDING} - (
  SELECT count(*) FROM (
    SELECT subject FROM webhook.queue
    WHERE endpoint_id = f.endpoint_id AND kind = CASE f.run WHEN 0 THEN 'live' ELSE 'replay' END
      AND run = f.run AND state = 'pending'
    ORDER BY position DESC LIMIT ${LOOKED_AT}
  ) q WHERE NOT EXISTS (
    SELECT FROM webhook.hold h
    WHERE h.endpoint_id = f.endpoint_id AND h.run = f.run AND h.subject = q.subject
  )
)`;

/**
 * Takes every feed as far as it may go: up to what has been told, a window at most, none while too much waits. What is
 * queued and how far the feed has come are written by one statement, so that a message is queued once.
 */
const FILL = `
  WITH head AS MATERIALIZED (SELECT position FROM webhook.router),
  looked AS MATERIALIZED (
    SELECT f.endpoint_id, f.run, f.cursor, coalesce(known.room, ${ROOM})::int AS room, least(
      coalesce(f.through, head.position), head.position,
      coalesce(
        (SELECT m.position FROM webhook.message m WHERE m.position > f.cursor ORDER BY m.position OFFSET ${WINDOW - 1} LIMIT 1),
        head.position
      )
    ) AS upto
    FROM webhook.feed f CROSS JOIN head
    LEFT JOIN unnest($2::uuid[], $3::int[], $4::int[]) AS known(endpoint_id, run, room) USING (endpoint_id, run)
    WHERE NOT f.stopped AND f.cursor < least(coalesce(f.through, head.position), head.position)
  ), queued AS (
    INSERT INTO webhook.queue (endpoint_id, run, message_id, position, subject, kind, queued_at, due_at)
    SELECT f.endpoint_id, f.run, m.id, m.position, m.subject, CASE f.run WHEN 0 THEN 'live' ELSE 'replay' END, $1, $1
    FROM looked JOIN webhook.feed f USING (endpoint_id, run)
    JOIN webhook.message m ON m.position > looked.cursor AND m.position <= looked.upto
    WHERE looked.room > 0 AND ${PASSES}
    ON CONFLICT DO NOTHING
    RETURNING endpoint_id, run
  ), moved AS (
    UPDATE webhook.feed f SET cursor = looked.upto FROM looked
    WHERE f.endpoint_id = looked.endpoint_id AND f.run = looked.run AND looked.room > 0
    RETURNING f.endpoint_id, f.run,
      f.cursor < least(coalesce(f.through, (SELECT position FROM head)), (SELECT position FROM head)) AS more
  ), counted AS (SELECT endpoint_id, run, count(*)::int AS queued FROM queued GROUP BY 1, 2)
  SELECT endpoint_id AS "endpointId", run, room, coalesce(queued, 0) AS queued, coalesce(more, false) AS more
  FROM looked LEFT JOIN counted USING (endpoint_id, run) LEFT JOIN moved USING (endpoint_id, run)`;

const DROP_DONE = 'DELETE FROM webhook.feed WHERE through IS NOT NULL AND cursor >= through';

export interface Filled {
  readonly queued: number;
  /** Whether some feed could go on at once. */
  readonly more: boolean;
}

interface Looked {
  readonly endpointId: string;
  readonly run: number;
  readonly room: number;
}

/**
 * Fills the queue from the feeds. It remembers how much room there was for each, and counts anew only when that is used
 * up: counting what waits for every feed at every fill took longer than the filling.
 */
export class QueueFill {
  private readonly rooms = new Map<string, Looked & { readonly untilMs: number }>();

  /** @param now ISO 8601: when what is queued was queued, and is due */
  async fill(client: PoolClient, now: string): Promise<Filled> {
    for (const [key, { untilMs }] of this.rooms) if (untilMs <= performance.now()) this.rooms.delete(key);
    const known = [...this.rooms.values()];
    const { rows } = await client.query<Looked & Filled>(FILL, [
      now,
      known.map(({ endpointId }) => endpointId),
      known.map(({ run }) => run),
      known.map(({ room }) => room),
    ]);
    await client.query(DROP_DONE);
    for (const { endpointId, run, room, queued } of rows) this.remember({ endpointId, run, room: room - queued });
    return { queued: rows.reduce((sum, { queued }) => sum + queued, 0), more: rows.some(({ more }) => more) };
  }

  private remember(looked: Looked): void {
    const key = `${looked.run}/${looked.endpointId}`;
    const known = this.rooms.get(key);
    // What has just been used up is counted at the next fill; what was found full then is left alone for a while.
    if (looked.room > 0) this.rooms.set(key, { ...looked, untilMs: Infinity });
    else if (known !== undefined && known.room > 0) this.rooms.delete(key);
    else if (known === undefined) this.rooms.set(key, { ...looked, untilMs: performance.now() + FULL_MS });
  }
}
