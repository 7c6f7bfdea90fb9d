import type { Pool } from '@milepost/postgres';
import { Parameters } from '@milepost/projection';
import { comparePositions } from '@milepost/lifecycle';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint, EndpointStatus } from '../endpoint/endpoint';

/** How far an endpoint has come. */
export interface EndpointStanding {
  readonly id: string;
  readonly pending: number;
  readonly exhausted: number;
  /** Up to which position messages have been queued for it. */
  readonly queuedThrough: string | null;
  /** Since when what waits longest has been waiting. */
  readonly oldestQueuedAt: string | null;
  readonly failingSince: string | null;
  readonly notBefore: string | null;
  readonly lastAttemptAt: string | null;
}

export interface EndpointListRequest {
  readonly status?: EndpointStatus | null;
  readonly bureau?: string | null;
  readonly first: number;
  /** When it was created, and id, of the endpoint to go on after. */
  readonly after?: readonly [createdAt: string, id: string] | null;
}

/** One page of endpoints, oldest first, with one row more than asked for. Deleted ones only where they are asked for. */
export async function listEndpoints(pool: Pool, request: EndpointListRequest): Promise<Endpoint[]> {
  const parameters = new Parameters();
  const { status, bureau, first, after } = request;
  const conditions = [status ? `status = ${parameters.add(status, 'text')}` : `status <> 'deleted'`];
  if (bureau) conditions.push(`doc->>'bureau' = ${parameters.add(bureau, 'text')}`);
  if (after) {
    const [createdAt, id] = after;
    conditions.push(`(created_at, id) > (${parameters.add(createdAt, 'timestamptz')}, ${parameters.add(id, 'uuid')})`);
  }
  const { rows } = await pool.query<{ doc: Endpoint }>(
    `SELECT doc FROM webhook.endpoint WHERE ${conditions.join(' AND ')}
     ORDER BY created_at, id LIMIT ${parameters.add(first + 1, 'integer')}`,
    parameters.values,
  );
  return rows.map(({ doc }) => doc);
}

/** The standing of endpoints, in the order of their ids; null where there is no such endpoint. */
export async function readStandings(pool: Pool, ids: readonly string[]): Promise<(EndpointStanding | null)[]> {
  const { rows } = await pool.query<EndpointStanding>(
    `SELECT e.id, q.pending, q.exhausted, f.cursor AS "queuedThrough", q.oldest AS "oldestQueuedAt",
       h.failing_since AS "failingSince", h.not_before AS "notBefore",
       (SELECT a.at FROM webhook.attempt a WHERE a.endpoint_id = e.id ORDER BY a.id DESC LIMIT 1) AS "lastAttemptAt"
     FROM webhook.endpoint e
     LEFT JOIN webhook.feed f ON f.endpoint_id = e.id AND f.run = 0
     LEFT JOIN webhook.endpoint_health h ON h.endpoint_id = e.id
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending,
         count(*) FILTER (WHERE state = 'exhausted')::int AS exhausted,
         min(queued_at) FILTER (WHERE state = 'pending') AS oldest
       FROM webhook.queue WHERE endpoint_id = e.id
     ) q
     WHERE e.id = ANY($1)`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Position up to which events have been told as messages, and endpoints are known. */
export async function routedThrough(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ position: string }>('SELECT position FROM webhook.router');
  return rows[0].position;
}

const POLL_MS = 50;

/** Waits until the router has come so far. @returns false when it has not in time */
export async function waitForRouter(pool: Pool, position: string, mostMs: number): Promise<boolean> {
  const deadline = performance.now() + mostMs;
  while (comparePositions(await routedThrough(pool), position) < 0) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
