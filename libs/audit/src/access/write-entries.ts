import type { Pool } from '@milepost/postgres';
import type { AccessEntry } from './entry';

const INSERT = {
  name: 'access_log.insert',
  text: `INSERT INTO access_log.entry
    (id, actor, channel, operation, field, selection, rows, position, correlation_id, duration_ms, failed)
    SELECT id, actor, channel, operation, field, selection::json, rows, position, correlation_id, duration_ms, failed
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[],
                $9::text[], $10::real[], $11::boolean[])
      AS given (id, actor, channel, operation, field, selection, rows, position, correlation_id, duration_ms, failed)
    ON CONFLICT (id) DO NOTHING`,
};

/** Writes entries with one statement, committed when it resolves. Those that are there already stay as they are. */
export async function writeEntries(pool: Pool, entries: readonly AccessEntry[]): Promise<void> {
  const column = <Key extends keyof AccessEntry>(key: Key): AccessEntry[Key][] => entries.map((entry) => entry[key]);
  const texts = (key: 'actor' | 'operation' | 'field' | 'position' | 'correlationId') => column(key).map(storable);
  await pool.query({
    ...INSERT,
    values: [
      column('id'),
      texts('actor'),
      column('channel'),
      texts('operation'),
      texts('field'),
      column('selection'),
      column('rows'),
      texts('position'),
      texts('correlationId'),
      column('durationMs'),
      column('failed'),
    ],
  });
}

/** One text that no database can hold must not keep a whole batch from being recorded. */
const storable = (text: string | null): string | null => text?.replace(/\0|\p{Surrogate}/gu, '\ufffd') ?? null;
