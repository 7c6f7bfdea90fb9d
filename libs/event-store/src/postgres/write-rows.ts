import type { ClientBase } from 'pg';
import type { EventRow } from './decide-batch';

/** Channel on which the position of the last event is announced after each commit. */
export const CHANNEL = 'event_store';

// Rows travel as one JSON text, into which the events' own JSON goes as it is: nothing is escaped a second time.
const WRITE = {
  name: 'event_store.write',
  text: `
    WITH written AS (
      INSERT INTO event_store.events (position, stream, revision, id, type, data, metadata, recorded_at, part, parts,
                                      hash, previous_hash)
      SELECT position, stream, revision, id, type, coalesce(data, 'null'), coalesce(metadata, 'null'), recorded_at,
             part, parts, hash, previous_hash
      FROM json_to_recordset($1::json) AS row (position bigint, stream text, revision int, id uuid, type text,
             data json, metadata json, recorded_at timestamptz, part int, parts int, hash bytea, previous_hash bytea)
    ), moved AS (
      UPDATE event_store.head SET position = $2::bigint, recorded_at = greatest(recorded_at, $3::timestamptz)
    )
    SELECT pg_notify('${CHANNEL}', $2::bigint::text)`,
};

/** Writes rows and moves the head to the last of them. The caller holds the lock on the head. */
export function writeRows(client: ClientBase, rows: readonly EventRow[]): Promise<unknown> {
  const last = rows[rows.length - 1];
  const latest = rows.reduce((most, { recordedAt }) => (recordedAt > most ? recordedAt : most), '');
  return client.query({
    ...WRITE,
    values: [`[${rows.map(toJson).join()}]`, last.position.toString(), latest],
  });
}

function toJson(row: EventRow): string {
  const { event, stream, revision, position, recordedAt, part, parts, hash, previousHash } = row;
  return (
    `{"position":${position},"stream":${JSON.stringify(stream)},"revision":${revision},"id":"${event.id}",` +
    `"type":${JSON.stringify(event.type)},"data":${event.data},"metadata":${event.metadata},` +
    `"recorded_at":"${recordedAt}","part":${part},"parts":${parts},"hash":${bytea(hash)},` +
    `"previous_hash":${previousHash === null ? 'null' : bytea(previousHash)}}`
  );
}

/** JSON of the text from which PostgreSQL reads bytes, `\\x` and hexadecimal digits. */
const bytea = (hexadecimal: string) => `"\\\\x${hexadecimal}"`;
