import type { Pool } from '@milepost/postgres';
import { plain } from './array-text';
import type { Delivery } from './delivery';

const COLUMNS = 'q.run, q.kind, q.message_id AS "messageId", q.position, q.subject, q.attempts, m.body';

/** A message that another one of its subject holds back is not due, however long it has waited. */
const NOT_HELD = `NOT EXISTS (
  SELECT FROM webhook.hold h
  WHERE h.endpoint_id = q.endpoint_id AND h.run = q.run AND h.subject = q.subject AND h.message_id <> q.message_id
)`;

/**
 * One that was never tried is due whatever the clock says: who queued it may be ahead of who queued the one behind it.
 */
const IS_DUE = '(q.due_at <= $3 OR q.attempts = 0)';

export interface DueOptions {
  readonly endpointId: string;
  /** How many of each kind at most. */
  readonly most: Partial<Readonly<Record<Delivery['kind'], number>>>;
  readonly ordered: boolean;
  /** ISO 8601. */
  readonly now: string;
  /** Leave these out: pairs of run and message. */
  readonly inHand: readonly Pick<Delivery, 'run' | 'messageId'>[];
}

/**
 * Each kind is read in the order of its index and no further than needed, however much waits; what the messages say is
 * looked up only of those that are taken, one by one: joined as tables, all messages there are would be read each time.
 */
const readDueText = (ordered: boolean): string => `
  SELECT ${COLUMNS} FROM (
    SELECT due.* FROM unnest($2::text[], $6::int[]) AS k(kind, most) CROSS JOIN LATERAL (
      SELECT * FROM webhook.queue q
      WHERE q.endpoint_id = $1 AND q.state = 'pending' AND q.kind = k.kind AND ${IS_DUE}
        AND (q.run, q.message_id) NOT IN (SELECT * FROM unnest($4::int[], $5::uuid[]))
        ${ordered ? `AND ${NOT_HELD}` : ''}
      ORDER BY q.position LIMIT k.most
    ) due
  ) q CROSS JOIN LATERAL (
    SELECT m.body FROM webhook.message m WHERE m.position = q.position LIMIT 1
  ) m ORDER BY q.position`;

const READ_DUE = {
  ordered: { name: 'webhook-due-ordered', text: readDueText(true) },
  unordered: { name: 'webhook-due', text: readDueText(false) },
};

/** What of an endpoint's queue is due and not in hand, in the order of the store. */
export async function readDue(pool: Pool, options: DueOptions): Promise<Delivery[]> {
  const { endpointId, most, ordered, now, inHand } = options;
  const { rows } = await pool.query<Omit<Delivery, 'endpointId'>>({
    ...READ_DUE[ordered ? 'ordered' : 'unordered'],
    values: [
      endpointId,
      Object.keys(most),
      now,
      plain(inHand.map(({ run }) => run)),
      plain(inHand.map(({ messageId }) => messageId)),
      Object.values(most),
    ],
  });
  return rows.map((row) => delivery(endpointId, row));
}

const KINDS = { test: 'test', live: 'live', replay: 'replay' } as const;

/**
 * A courier holds hundreds of these for some tenths of a second: long enough to be copied by the garbage collector, which
 * pays for every string of its own that they have, and not for those that they share.
 */
const delivery = (
  endpointId: string,
  { run, kind, messageId, position, subject, attempts, body }: Omit<Delivery, 'endpointId'>,
): Delivery => ({ endpointId, run, kind: KINDS[kind], messageId, position, subject, attempts, body });

/** Which of these endpoints have something due. */
export async function endpointsWithDue(pool: Pool, endpointIds: readonly string[], now: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT e.id FROM unnest($1::uuid[]) AS e(id) WHERE EXISTS (
       SELECT FROM webhook.queue q WHERE q.endpoint_id = e.id AND q.state = 'pending' AND q.due_at <= $2
     )`,
    [endpointIds, now],
  );
  return rows.map(({ id }) => id);
}
