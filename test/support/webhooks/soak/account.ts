import type { Pool } from '../../../../libs/postgres/src';

/** What the database knows of one endpoint. */
export interface Account {
  readonly id: string;
  readonly status: string;
  /** Messages up to where its feed has come. */
  readonly routed: number;
  readonly pending: number;
  readonly exhausted: number;
  /** Messages of which an attempt got through. */
  readonly delivered: number;
  readonly attempts: number;
}

/** All endpoints' accounts, in the order of their ids. */
export async function readAccounts(pool: Pool, ids: readonly string[]): Promise<Account[]> {
  const { rows } = await pool.query<Account>(
    `SELECT e.id, e.status, coalesce(q.pending, 0) AS pending, coalesce(q.exhausted, 0) AS exhausted,
       coalesce(a.delivered, 0) AS delivered, coalesce(a.attempts, 0) AS attempts,
       (SELECT count(*)::int FROM webhook.message m WHERE m.position <= f.cursor) AS routed
     FROM unnest($1::uuid[]) WITH ORDINALITY AS given(id, place)
     JOIN webhook.endpoint e USING (id) JOIN webhook.feed f ON f.endpoint_id = e.id AND f.run = 0
     LEFT JOIN (
       SELECT endpoint_id, count(*) FILTER (WHERE state = 'pending')::int AS pending,
         count(*) FILTER (WHERE state = 'exhausted')::int AS exhausted
       FROM webhook.queue GROUP BY endpoint_id
     ) q ON q.endpoint_id = e.id
     LEFT JOIN (
       SELECT endpoint_id, count(*)::int AS attempts,
         count(DISTINCT message_id) FILTER (WHERE status BETWEEN 200 AND 299 AND error IS NULL)::int AS delivered
       FROM webhook.attempt GROUP BY endpoint_id
     ) a ON a.endpoint_id = e.id
     ORDER BY given.place`,
    [ids],
  );
  return rows;
}

/** How many of these endpoints' messages are yet to be delivered or queued, the most of any of them. */
export async function mostBehind(pool: Pool, ids: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ most: number }>(
    `SELECT max(
       (SELECT count(*) FROM webhook.queue q WHERE q.endpoint_id = f.endpoint_id)
       + (SELECT count(*) FROM webhook.message m WHERE m.position > f.cursor)
     )::int AS most
     FROM webhook.feed f WHERE f.endpoint_id = ANY($1)`,
    [ids],
  );
  return rows[0].most;
}

/** Attempts by their result, the most frequent first. */
export async function attemptsByResult(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ result: string; count: number }>(
    `SELECT coalesce(error, status::text) AS result, count(*)::int AS count FROM webhook.attempt
     GROUP BY 1 ORDER BY 2 DESC`,
  );
  return new Map(rows.map(({ result, count }) => [result, count]));
}
