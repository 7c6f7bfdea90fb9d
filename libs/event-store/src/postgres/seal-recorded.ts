import type { PoolClient } from '@milepost/postgres';
import { hashOf } from '../chain';
import { COLUMNS, type Row, toRecordedEvent } from './read-events';

/** Events sealed at once: bounds memory. */
const PAGE = 1_000;

type Unsealed = [hashBefore: string | null, ...Row];

// With the hash of the event before each in its stream, where that one has been sealed with an earlier page.
const READ = `
  SELECT encode(before.hash, 'hex'), ${COLUMNS}
  FROM (SELECT * FROM event_store.events WHERE position > $1 ORDER BY position LIMIT $2) AS e
  LEFT JOIN LATERAL (SELECT hash FROM event_store.events b
                     WHERE b.stream = e.stream AND b.revision = e.revision - 1 LIMIT 1) AS before ON true
  ORDER BY e.position`;

const WRITE = `
  UPDATE event_store.events AS e
  SET hash = decode(sealed.hash, 'hex'), previous_hash = decode(sealed.previous_hash, 'hex')
  FROM unnest($1::bigint[], $2::text[], $3::text[]) AS sealed (position, hash, previous_hash)
  WHERE e.position = sealed.position AND e.position BETWEEN $4 AND $5`;

/** Gives the events of a store that knew no hashes theirs, in global order, page by page. */
export async function sealRecorded(client: PoolClient): Promise<void> {
  for (let after = '0'; ;) {
    const { rows } = await client.query<Unsealed>({
      text: READ,
      values: [after, PAGE],
      rowMode: 'array',
    });
    if (rows.length === 0) return;
    const links = sealPage(rows);
    const [first, last] = [links[0].position, links[links.length - 1].position];
    await client.query(WRITE, [
      links.map(({ position }) => position),
      links.map(({ hash }) => hash),
      links.map(({ previousHash }) => previousHash),
      first,
      last,
    ]);
    after = last;
  }
}

function sealPage(rows: readonly Unsealed[]) {
  const tails = new Map<string, string>();
  return rows.map(([before, ...row]) => {
    const event = toRecordedEvent(row);
    const previousHash = tails.get(event.stream) ?? before;
    const hash = hashOf(event, previousHash);
    tails.set(event.stream, hash);
    return { position: event.position, hash, previousHash };
  });
}
