import type { Pool } from '@milepost/postgres';
import { Parameters } from '@milepost/projection';
import type { RecordedAccess } from './entry';

export interface AccessRequest {
  readonly actor?: string | null;
  readonly field?: string | null;
  /** Instants: recorded from the first on and before the second. */
  readonly from?: string | null;
  readonly to?: string | null;
  readonly first: number;
  /** Time and id of the entry to go on after. */
  readonly after?: readonly [at: string, id: string] | null;
}

/** One page of the log, newest first, with one row more than asked for. */
export async function listAccess(pool: Pool, request: AccessRequest): Promise<RecordedAccess[]> {
  const parameters = new Parameters();
  const conditions: string[] = ['true'];
  if (request.actor) conditions.push(`actor = ${parameters.add(request.actor, 'text')}`);
  if (request.field) conditions.push(`field = ${parameters.add(request.field, 'text')}`);
  if (request.from) conditions.push(`at >= ${parameters.add(request.from, 'timestamptz')}`);
  if (request.to) conditions.push(`at < ${parameters.add(request.to, 'timestamptz')}`);
  if (request.after) {
    const [at, id] = request.after;
    conditions.push(`(at, id) < (${parameters.add(at, 'timestamptz')}, ${parameters.add(id, 'uuid')})`);
  }
  const { rows } = await pool.query<RecordedAccess>(
    `SELECT id, at, actor, channel, operation, field, selection::text AS selection, rows, position,
       correlation_id AS "correlationId", duration_ms AS "durationMs", failed
     FROM access_log.entry WHERE ${conditions.join(' AND ')}
     ORDER BY at DESC, id DESC LIMIT ${parameters.add(request.first + 1, 'integer')}`,
    parameters.values,
  );
  return rows;
}
