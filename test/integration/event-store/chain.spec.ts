import { randomUUID } from 'node:crypto';
import { hashOf, PostgresEventStore } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import { migrate } from '@milepost/postgres';
import { migrations } from '../../../libs/event-store/src/postgres/migrations';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const newEvent = () => ({
  id: randomUUID(),
  type: 'milestone.reached.v1',
  data: { milestone: 'eia' },
  metadata: { actor: 'u-1', source: 'test' },
});

describe('the chain in PostgreSQL', () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await createTestDatabase()));
  afterEach(() => database.drop());

  const readSealed = async (store: PostgresEventStore) => {
    const events: SealedEvent[] = [];
    for (;;) {
      const page = await store.readSealed({ after: events.at(-1)?.position, limit: 10_000 });
      if (page.length === 0) return events;
      events.push(...page);
    }
  };

  /** A store as it was before there were hashes, with streams that go on over many pages. */
  async function fillOldStore(events: number, streams: number): Promise<void> {
    await migrate(database.pool, 'event_store', migrations.slice(0, 1));
    await database.pool.query(
      `WITH written AS (
         INSERT INTO event_store.events (position, stream, revision, id, type, data, metadata, recorded_at, part, parts)
         SELECT n, 'project-' || n % $2, (n - 1) / $2, gen_random_uuid(), 'milestone.reached.v1',
                json_build_object('number', n, 'amount', 1.50, 'name', '产业园 “' || n || '”', 'a', json_build_object('2', 1, '10', 1e21)),
                '{"source":"test","actor":"u-1"}', timestamptz '2026-01-01' + n * interval '1.234 s', 0, 1
         FROM generate_series(1, $1::int) AS n
         RETURNING recorded_at)
       UPDATE event_store.head SET position = $1, recorded_at = (SELECT max(recorded_at) FROM written)`,
      [events, streams],
    );
  }

  it('seals what a store holds that knew no hashes, and goes on from there', async () => {
    await fillOldStore(3_210, 37);
    const store = await PostgresEventStore.open(database.pool);
    await store.append('project-1', Math.floor(3_209 / 37), [newEvent()]);
    const events = await readSealed(store);
    expect(events).toHaveLength(3_211);
    const tails = new Map<string, string>();
    for (const event of events) {
      expect(event.previousHash).toBe(tails.get(event.stream) ?? null);
      expect(event.hash).toBe(hashOf(event, event.previousHash));
      tails.set(event.stream, event.hash);
    }
    await expect(database.pool.query("UPDATE event_store.events SET type = 'x'")).rejects.toThrow('never edited');
    await store.close();
  });

  it('leaves an old store as it was when it can’t be sealed', async () => {
    await fillOldStore(1_500, 7);
    await database.pool.query(
      'CREATE RULE refuse AS ON UPDATE TO event_store.events WHERE old.position = 1400 DO ALSO SELECT 1 / 0',
    );
    await expect(PostgresEventStore.open(database.pool)).rejects.toThrow('division by zero');
    const { rows } = await database.pool.query<{ attname: string }>(
      "SELECT attname FROM pg_attribute WHERE attrelid = 'event_store.events'::regclass AND attname LIKE '%hash' AND NOT attisdropped",
    );
    expect(rows).toEqual([]);
  });

  it('takes no event without its place right after the last one, whoever asks the database', async () => {
    const store = await PostgresEventStore.open(database.pool);
    await store.append('project-1', 'none', [newEvent(), newEvent()]);
    const insert = (rows: string, head: number) =>
      database.pool.query(
        `WITH moved AS (UPDATE event_store.head SET position = $1)
         INSERT INTO event_store.events
         SELECT position, 'project-2', revision, gen_random_uuid(), 't.v1', '{}', '{}', now(), 0, 1, sha256(''),
                CASE WHEN revision > 0 THEN sha256('') END
         FROM (VALUES ${rows}) AS row (position, revision)`,
        [head],
      );
    for (const [rows, head] of [
      ['(4, 0)', 4],
      ['(3, 0), (5, 1)', 5],
      ['(3, 0)', 2],
      ['(3, 0)', 4],
      ['(-1, 0), (0, 1)', 0],
    ] as const) {
      await expect(insert(rows, head)).rejects.toThrow('do not come right after the last one');
    }
    await expect(insert('(3, 1)', 3)).resolves.toBeDefined();
    await expect(store.head()).resolves.toBe('3');
    await store.close();
  });
});
