import type { Pool } from '@milepost/postgres';
import { Parameters } from '@milepost/projection';
import { EVENT, HISTORY, TARGET } from '../projection/tables';

/** Which events; what is absent or null does not narrow. */
export interface EventFilter {
  readonly projectId?: string | null;
  readonly actor?: string | null;
  readonly bureau?: string | null;
  readonly milestone?: string | null;
  readonly type?: readonly string[] | null;
}

export interface EventRequest {
  readonly filter: EventFilter;
  /** Only events after this position. */
  readonly above: string;
  /** Only events up to this position. */
  readonly upTo: string;
  readonly descending: boolean;
  readonly first: number;
  /** Position of the row to go on after. */
  readonly after?: string | null;
}

/** Where an event is found. */
export interface EventPlace {
  readonly position: string;
  readonly stream: string;
}

interface PlaceRow {
  readonly position: string;
  readonly project_id: string | null;
  readonly stream: string | null;
}

function conditionsOf({ filter, above, upTo, descending, after }: EventRequest, parameters: Parameters): string[] {
  const conditions = [
    `e.position > ${parameters.add(above, 'bigint')}`,
    `e.position <= ${parameters.add(upTo, 'bigint')}`,
  ];
  if (after) conditions.push(`e.position ${descending ? '<' : '>'} ${parameters.add(after, 'bigint')}`);
  if (filter.projectId) conditions.push(`e.project_id = ${parameters.add(filter.projectId, 'uuid')}`);
  if (filter.actor) conditions.push(`e.actor = ${parameters.add(filter.actor)}`);
  if (filter.bureau) conditions.push(`e.bureau = ${parameters.add(filter.bureau)}`);
  if (filter.type?.length) conditions.push(`e.type = ANY(${parameters.add(filter.type, 'text[]')})`);
  return conditions;
}

/** The events meant, without order: those of a milestone come from two tables, each found by its index. */
function sourcesOf(request: EventRequest, parameters: Parameters): string[] {
  const conditions = conditionsOf(request, parameters);
  const columns = 'e.position, e.project_id, e.stream';
  const from = `FROM ${HISTORY}.${EVENT} e`;
  const { milestone } = request.filter;
  if (!milestone) return [`SELECT ${columns} ${from} WHERE ${conditions.join(' AND ')}`];
  const code = parameters.add(milestone);
  return [
    `SELECT ${columns} ${from} WHERE ${[...conditions, `e.milestone = ${code}`].join(' AND ')}`,
    `SELECT ${columns} ${from} JOIN ${HISTORY}.${TARGET} t ON t.position = e.position
     WHERE ${[...conditions, `t.milestone = ${code}`].join(' AND ')}`,
  ];
}

/** One page of events by position, with one more than asked for. */
export async function findEvents(pool: Pool, request: EventRequest): Promise<EventPlace[]> {
  const parameters = new Parameters();
  const sources = sourcesOf(request, parameters);
  const order = `ORDER BY position ${request.descending ? 'DESC' : 'ASC'}`;
  const limit = `LIMIT ${parameters.add(request.first + 1, 'integer')}`;
  // Each part is limited by itself, so that none reads further than the page.
  const parts = sources.map((source) => `(${source} ${order} ${limit})`);
  const { rows } = await pool.query<PlaceRow>(
    `SELECT * FROM (${parts.join(' UNION ALL ')}) page ${order} ${limit}`,
    parameters.values,
  );
  return rows.map(({ position, project_id: projectId, stream }) => ({
    position: String(position),
    stream: stream ?? `project-${projectId}`,
  }));
}

/** How many events there are on all pages. */
export async function countEvents(pool: Pool, request: EventRequest): Promise<number> {
  const parameters = new Parameters();
  const sources = sourcesOf({ ...request, after: null }, parameters);
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) AS count FROM (${sources.join(' UNION ALL ')}) events`,
    parameters.values,
  );
  return Number(rows[0]?.count ?? 0);
}
