import type { Pool } from '@milepost/postgres';

/** Secrets younger than this may belong to an event that is just being recorded. */
const SPARE = '1 hour';

const SWEEP = `
  DELETE FROM webhook.secret s USING webhook.endpoint e
  WHERE e.id = s.endpoint_id AND s.created_at < clock_timestamp() - interval '${SPARE}'
    AND s.id::text IS DISTINCT FROM e.doc->>'headerValues'
    AND s.id::text IS DISTINCT FROM e.doc->'current'->>'secret'
    AND s.id::text IS DISTINCT FROM e.doc->'current'->'signingKey'->>'id'
    AND NOT coalesce(
      (e.doc->'previous'->>'until')::timestamptz > $1
        AND s.id::text IN (e.doc->'previous'->>'secret', e.doc->'previous'->'signingKey'->>'id'),
      false
    )`;

/**
 * Destroys what endpoints no longer sign with or send. To be done when all is known that was recorded some minutes ago.
 * @returns how many secrets @param now ISO 8601
 */
export async function sweepSecrets(pool: Pool, now: string): Promise<number> {
  return (await pool.query(SWEEP, [now])).rowCount ?? 0;
}
