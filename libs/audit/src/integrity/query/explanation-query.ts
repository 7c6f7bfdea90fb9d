import type { Pool } from '@milepost/postgres';
import { EXPLANATION, INTEGRITY } from '../projection/tables';

export interface ExplanationRow {
  readonly event_id: string;
  readonly explanation: string;
  readonly bureau: string;
  readonly recorded_at: string;
}

/** Explanations by the ids of their events, in the order of the ids: what an event says never changes. */
export async function readExplanations(pool: Pool, ids: readonly string[]): Promise<(ExplanationRow | null)[]> {
  const { rows } = await pool.query<ExplanationRow>(
    `SELECT DISTINCT ON (event_id) event_id, explanation, bureau, recorded_at
     FROM ${INTEGRITY}.${EXPLANATION} WHERE event_id = ANY($1::uuid[]) ORDER BY event_id`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.event_id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
