import type { Pool } from '@milepost/postgres';
import type { Endpoint } from '../endpoint/endpoint';
import { secretsInUse } from '../endpoint/secrets-in-use';

/** Secrets younger than this may belong to an event that is just being recorded. */
const SPARE_MS = 3_600_000;
/** Endpoints looked at in one go. */
const MOST = 1_000;

/** What endpoints seem not to use: what is known of them here may be hours old. */
const SUSPECTS = `
  SELECT s.endpoint_id AS "endpointId", array_agg(s.id::text) AS ids
  FROM webhook.secret s LEFT JOIN webhook.endpoint e ON e.id = s.endpoint_id
  WHERE s.created_at < clock_timestamp() - interval '${SPARE_MS} ms'
    AND s.id::text IS DISTINCT FROM e.doc->>'headerValues'
    AND s.id::text IS DISTINCT FROM e.doc->'current'->>'secret'
    AND s.id::text IS DISTINCT FROM e.doc->'current'->'signingKey'->>'id'
    AND NOT coalesce(
      (e.doc->'previous'->>'until')::timestamptz > $1
        AND s.id::text IN (e.doc->'previous'->>'secret', e.doc->'previous'->'signingKey'->>'id'),
      false
    )
  GROUP BY s.endpoint_id LIMIT ${MOST}`;

/**
 * Destroys what endpoints no longer sign with or send.
 * @param now ISO 8601
 * @param find the endpoint as its events leave it: nothing is destroyed that they still need
 * @returns how many secrets
 */
export async function sweepSecrets(
  pool: Pool,
  now: string,
  find: (endpointId: string) => Promise<Endpoint | undefined>,
): Promise<number> {
  // The clock of whoever opens them may be behind this one.
  const then = new Date(Date.parse(now) - SPARE_MS).toISOString();
  const { rows } = await pool.query<{ endpointId: string; ids: string[] }>(SUSPECTS, [then]);
  let destroyed = 0;
  for (const { endpointId, ids } of rows) {
    const endpoint = await find(endpointId);
    const inUse = endpoint === undefined || endpoint.status === 'deleted' ? [] : secretsInUse(endpoint, then);
    const gone = ids.filter((id) => !inUse.includes(id));
    const { rowCount } = await pool.query('DELETE FROM webhook.secret WHERE endpoint_id = $1 AND id = ANY($2)', [
      endpointId,
      gone,
    ]);
    destroyed += rowCount ?? 0;
  }
  return destroyed;
}
