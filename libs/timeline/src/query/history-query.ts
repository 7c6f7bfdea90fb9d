import type { Fact, History, ProjectRegistered } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { knownAt, Parameters } from '@milepost/projection';
import { FACT, HEAD, REGISTRATION, TIMELINE } from '../projection/tables';

interface HistoryRow {
  readonly project_id: string;
  readonly registered_at: string;
  readonly registered_by: string;
  readonly source: string;
  readonly data: ProjectRegistered;
  readonly revision: number;
  readonly position: string;
  readonly facts: Fact[] | null;
}

/**
 * What was held true of each project at an instant (`null`: now), in the order of the ids; `null` for one unknown then.
 * Facts taken back are left out, as views don't show them.
 */
export async function readHistories(
  pool: Pool,
  projectIds: readonly string[],
  instant: string | null,
): Promise<(History | null)[]> {
  const parameters = new Parameters();
  const ids = parameters.add(projectIds, 'uuid[]');
  const asOf = { on: '', knownAt: instant };
  const { rows } = await pool.query<HistoryRow>(
    `SELECT r.project_id, r.registered_at, r.registered_by, r.source, r.data, h.revision, h.position,
       (SELECT json_agg(f.fact ORDER BY f.revision) FROM ${TIMELINE}.${FACT} f
         WHERE f.project_id = r.project_id AND ${knownAt('f', asOf, parameters)}) AS facts
     FROM ${TIMELINE}.${REGISTRATION} r
     JOIN ${TIMELINE}.${HEAD} h ON h.project_id = r.project_id AND ${knownAt('h', asOf, parameters)}
     WHERE r.project_id = ANY(${ids})`,
    parameters.values,
  );
  const byId = new Map(rows.map((row) => [row.project_id, historyOf(row)]));
  return projectIds.map((id) => byId.get(id.toLowerCase()) ?? null);
}

function historyOf(row: HistoryRow): History {
  return {
    projectId: row.project_id,
    revision: row.revision,
    position: row.position,
    registeredAt: row.registered_at,
    registeredBy: row.registered_by,
    source: row.source,
    registration: row.data,
    facts: row.facts ?? [],
    withdrawn: [],
  };
}
