import type { ClientBase } from 'pg';
import type { KnownEvent, StoreState, Tail } from './decide-batch';

export interface LockedState extends StoreState {
  /** Instant for what is written now: the server's clock, and never before the last event's instant. */
  readonly now: string;
  /** Instant of the last event, `-infinity` when there is none. */
  readonly lastRecordedAt: string;
}

const LOCK = 'SELECT FROM event_store.head FOR UPDATE';
// Each is a statement of its own after the lock: its snapshot then shows all that committed before the lock was got.
const HEAD = {
  name: 'event_store.head',
  text: `SELECT position, recorded_at, greatest(recorded_at, date_trunc('milliseconds', clock_timestamp())) AS now
         FROM event_store.head`,
};
const TAILS = {
  name: 'event_store.tails',
  text: `SELECT stream, revision, encode(hash, 'hex') AS hash FROM unnest($1::text[]) AS asked (stream)
         CROSS JOIN LATERAL (SELECT revision, hash FROM event_store.events e WHERE e.stream = asked.stream
                             ORDER BY e.revision DESC LIMIT 1) AS last`,
};
const KNOWN = {
  name: 'event_store.known',
  text: `SELECT id, stream, revision, position, recorded_at, part, parts FROM event_store.events
         WHERE id = ANY ($1::uuid[])`,
};

/**
 * Opens a transaction, waits for the right to write, and reads what the streams and events named hold. On a pipelining
 * connection it takes one round trip.
 */
export async function lockState(
  client: ClientBase,
  streams: readonly string[],
  ids: readonly string[],
): Promise<LockedState> {
  const [, , head, tails, known] = await Promise.all([
    client.query('BEGIN'),
    client.query(LOCK),
    client.query<{ position: string; recorded_at: string; now: string }>(HEAD),
    client.query<Tail & { stream: string }>({ ...TAILS, values: [streams] }),
    client.query<Omit<KnownEvent, 'position' | 'recordedAt'> & { id: string; position: string; recorded_at: string }>({
      ...KNOWN,
      values: [ids],
    }),
  ]);
  return {
    position: BigInt(head.rows[0].position),
    lastRecordedAt: head.rows[0].recorded_at,
    now: head.rows[0].now,
    tails: new Map(tails.rows.map(({ stream, revision, hash }) => [stream, { revision, hash }])),
    known: new Map(
      known.rows.map(({ id, stream, revision, position, recorded_at, part, parts }) => [
        id,
        { stream, revision, position: BigInt(position), recordedAt: recorded_at, part, parts },
      ]),
    ),
  };
}
