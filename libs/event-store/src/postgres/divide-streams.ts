import type { Pool } from '@milepost/postgres';

/** Blocks of the table that are looked at: enough to divide it to some hundredths. */
const SAMPLE = 300;

const BLOCKS = `SELECT greatest(1, pg_relation_size('event_store.events') / current_setting('block_size')::int) AS blocks`;
const CUTS = {
  name: 'event_store.divide_streams',
  text: `SELECT percentile_disc($2::double precision[]) WITHIN GROUP (ORDER BY stream) AS cuts
         FROM event_store.events TABLESAMPLE SYSTEM ($1)`,
};

/** Names that divide the streams into parts of about as many events, told from a sample of the events. */
export async function divideStreams(pool: Pool, parts: number): Promise<string[]> {
  const { rows } = await pool.query<{ blocks: string }>(BLOCKS);
  const share = Math.min(100, (100 * SAMPLE) / Number(rows[0].blocks));
  const fractions = Array.from({ length: parts - 1 }, (_, index) => (index + 1) / parts);
  const { rows: found } = await pool.query<{ cuts: string[] | null }>({ ...CUTS, values: [share, fractions] });
  return [...new Set(found[0].cuts ?? [])];
}
