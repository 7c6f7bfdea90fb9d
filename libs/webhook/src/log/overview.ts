import type { Pool } from '@milepost/postgres';

/** What waits for an endpoint, for those who watch over the server. */
export interface EndpointLoad {
  readonly id: string;
  readonly bureau: string;
  readonly status: string;
  readonly pending: number;
  readonly exhausted: number;
  /** Seconds that what waits longest has been waiting; 0 where nothing waits. */
  readonly oldestSeconds: number;
  /** Positions by which what is queued for it lies behind what has been told. */
  readonly lag: number;
  readonly failing: boolean;
}

/** The load of all endpoints that are not deleted. @param now ISO 8601 */
export async function readLoads(pool: Pool, now: string): Promise<EndpointLoad[]> {
  const { rows } = await pool.query<EndpointLoad>(
    `SELECT e.id, e.doc->>'bureau' AS bureau, e.status, coalesce(q.pending, 0) AS pending,
       coalesce(q.exhausted, 0) AS exhausted,
       coalesce(greatest(extract(epoch FROM $1::timestamptz - q.oldest), 0), 0)::float8 AS "oldestSeconds",
       coalesce(r.position - f.cursor, 0)::float8 AS lag, h.failing_since IS NOT NULL AS failing
     FROM webhook.endpoint e CROSS JOIN webhook.router r
     LEFT JOIN webhook.feed f ON f.endpoint_id = e.id AND f.run = 0
     LEFT JOIN webhook.endpoint_health h ON h.endpoint_id = e.id
     LEFT JOIN (
       SELECT endpoint_id, count(*) FILTER (WHERE state = 'pending')::int AS pending,
         count(*) FILTER (WHERE state = 'exhausted')::int AS exhausted,
         min(queued_at) FILTER (WHERE state = 'pending') AS oldest
       FROM webhook.queue GROUP BY endpoint_id
     ) q ON q.endpoint_id = e.id
     WHERE e.status <> 'deleted' ORDER BY e.id`,
    [now],
  );
  return rows;
}

export interface Alarms {
  /** That are not deleted. */
  readonly endpoints: number;
  /** Stopped by the server. */
  readonly disabled: number;
  /** Messages given up. */
  readonly exhausted: number;
}

/** What the operator has to hear of; cheap, however much waits to be sent. */
export async function readAlarms(pool: Pool): Promise<Alarms> {
  const { rows } = await pool.query<Alarms>(
    `SELECT count(*)::int AS endpoints, count(*) FILTER (WHERE status = 'disabled')::int AS disabled,
       (SELECT count(*)::int FROM webhook.queue WHERE state = 'exhausted') AS exhausted
     FROM webhook.endpoint WHERE status <> 'deleted'`,
  );
  return rows[0];
}
