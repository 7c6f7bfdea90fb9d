import { districtPrefix } from '@milepost/lifecycle';
import type { PoolClient } from '@milepost/postgres';
import type { EndpointFilter } from '../endpoint/filter';

/** What of the messages is to be queued for an endpoint. */
export interface Feed {
  readonly endpointId: string;
  /** 0: follows for ever; else the revision of the event that asked for this replay. */
  readonly run: number;
  /** Messages after this position, up to `through` (inclusive) where it ends. */
  readonly cursor: string;
  readonly through: string | null;
  readonly filter: EndpointFilter;
  /** What narrows a replay further. */
  readonly only?: EndpointFilter & { readonly projects?: readonly string[] };
}

/** A filter's conditions in the order of `FILTER_COLUMNS`; null where it has none. */
function columnsOf({ types, milestones, districts, kinds, minInvestment }: EndpointFilter): unknown[] {
  const prefixes = districts?.map(districtPrefix);
  return [
    types,
    milestones,
    prefixes?.map(({ exact }) => exact),
    prefixes?.map(({ like }) => like),
    kinds,
    minInvestment,
  ].map((value) => value ?? null);
}

const FILTER_COLUMNS = ['types', 'milestones', 'districts', 'districts_like', 'kinds', 'min_investment'] as const;
const COLUMNS = [
  'endpoint_id',
  'run',
  'cursor',
  'through',
  ...FILTER_COLUMNS,
  ...FILTER_COLUMNS.map((column) => `only_${column}`),
  'only_subjects',
];
const INSERT = `INSERT INTO webhook.feed (${COLUMNS.join(', ')})
  VALUES (${COLUMNS.map((_, index) => `$${index + 1}`).join(', ')}) ON CONFLICT DO NOTHING`;

export async function addFeed(client: PoolClient, feed: Feed): Promise<void> {
  const { endpointId, run, cursor, through, filter, only = {} } = feed;
  const own = [...columnsOf(filter), ...columnsOf(only), only.projects ?? null];
  await client.query(INSERT, [endpointId, run, cursor, through, ...own]);
}

/** From now on the endpoint's messages are selected anew; a replay goes on as it was asked for. */
export async function changeFilter(client: PoolClient, endpointId: string, filter: EndpointFilter): Promise<void> {
  const set = FILTER_COLUMNS.map((column, index) => `${column} = $${index + 2}`).join(', ');
  await client.query(`UPDATE webhook.feed SET ${set} WHERE endpoint_id = $1 AND run = 0`, [
    endpointId,
    ...columnsOf(filter),
  ]);
}

/** The conditions of `passes` on a message `m`, as columns of a feed `f` hold them. */
const conditions = (prefix: '' | 'only_'): string =>
  [
    `(f.${prefix}types IS NULL OR m.type = ANY(f.${prefix}types))`,
    `(f.${prefix}milestones IS NULL OR m.milestones && f.${prefix}milestones)`,
    `(f.${prefix}districts IS NULL OR m.district = ANY(f.${prefix}districts)
      OR m.district LIKE ANY(f.${prefix}districts_like))`,
    `(f.${prefix}kinds IS NULL OR m.kind = ANY(f.${prefix}kinds))`,
    `(f.${prefix}min_investment IS NULL OR m.total_investment >= f.${prefix}min_investment)`,
  ].join(' AND ');

export const PASSES = `m.type <> 'webhook.test' AND ${conditions('')} AND ${conditions('only_')}
  AND (f.only_subjects IS NULL OR m.subject = ANY(f.only_subjects))`;
