import type { Day } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { PROJECT_SPAN, quote } from '@milepost/projection';
import { BOTTLENECK, CASE_SPAN } from '../projection/tables';

/** Projects named by one query, and looked at before the next is asked for. */
const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

async function* pages(pool: Pool, sql: string, values: readonly string[]): AsyncGenerator<string[]> {
  for (let after = FIRST; ;) {
    const { rows } = await pool.query<{ project_id: string }>(sql, [after, PAGE, ...values]);
    const ids = rows.map((row) => row.project_id);
    if (ids.length > 0) yield ids;
    if (ids.length < PAGE) return;
    after = ids.at(-1) as string;
  }
}

/** Ids of all projects that the view knows, some at a time, by key. */
export const allProjects = (pool: Pool): AsyncGenerator<string[]> =>
  pages(
    pool,
    `SELECT DISTINCT project_id FROM ${quote(BOTTLENECK)}.${PROJECT_SPAN}
     WHERE known_to = 'infinity' AND project_id > $1 ORDER BY project_id LIMIT $2`,
    [],
  );

/**
 * Ids of the projects of which something turns after one day and up to another, as known now, some at a time. Which light
 * turns is not asked here: the decision is made from the events. A page is one walk over the live spans; on a day there is one.
 */
export const dueProjects = (pool: Pool, after: Day, upTo: Day): AsyncGenerator<string[]> =>
  pages(
    pool,
    `SELECT DISTINCT project_id FROM ${quote(BOTTLENECK)}.${CASE_SPAN}
     WHERE known_to = 'infinity' AND project_id > $1
       AND (on_from > $3::date AND on_from <= $4::date OR on_to > $3::date AND on_to <= $4::date
         OR yellow_after >= $3::date AND yellow_after < $4::date OR red_after >= $3::date AND red_after < $4::date)
     ORDER BY project_id LIMIT $2`,
    [after, upTo],
  );
