import { randomUUID } from 'node:crypto';
import { CheckpointLog, SignerKey } from '@milepost/audit';
import { hashOf, PostgresEventStore } from '@milepost/event-store';
import type { NewEvent, RecordedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { createTestDatabase, type TestDatabase } from './database';

export const SIGNER = SignerKey.parse(SignerKey.generate('county.example/milepost'));
/** Somebody else’s key of the same name. */
export const STRANGER = SignerKey.parse(SignerKey.generate('county.example/milepost'));

/** How many events the two checkpoints cover; each is the event after those. */
export const SIZES = [120, 181] as const;
export const STREAMS = 7;
export const EVENTS = 221;

export const newEvent = (data: unknown = { milestone: 'eia' }): NewEvent => ({
  id: randomUUID(),
  type: 'milestone.reached.v1',
  data,
  metadata: { actor: 'u-1', source: 'test' },
});

export const streamOf = (number: number): string => `project-${number % STREAMS}`;

/** Issues a checkpoint over all that the store holds. @returns its note */
export async function issue(store: PostgresEventStore, pool: Pool, signer = SIGNER): Promise<string> {
  const log = await CheckpointLog.open({ store, pool, key: { verifier: signer.verifier, signer } });
  const outcome = await log.issue({ actor: 'local', source: 'test' });
  if (!outcome.accepted || !outcome.issued) throw new Error('no checkpoint was issued');
  return outcome.checkpoint.note;
}

/**
 * A store with seven streams that take turns and two checkpoints, over 120 and 181 events, and 40 events after them.
 * The first 120 have instants of 2026-01-01, three events each.
 */
export async function createAuditedStore(): Promise<{ database: TestDatabase; notes: string[] }> {
  const database = await createTestDatabase();
  const store = await PostgresEventStore.open(database.pool);
  const recorded = Array.from({ length: SIZES[0] }, (_, number) => ({
    ...newEvent({ number }),
    stream: streamOf(number),
    revision: Math.floor(number / STREAMS),
    recordedAt: new Date(Date.UTC(2026, 0, 1) + 1_000 * Math.floor(number / 3)).toISOString(),
  }));
  await store.load(recorded);
  const notes = [await issue(store, database.pool)];
  const revisions = new Map<string, number>(recorded.map(({ stream, revision }) => [stream, revision]));
  const append = async (from: number, count: number) => {
    for (let number = from; number < from + count; number++) {
      const stream = streamOf(number);
      const { revision } = await store.append(stream, revisions.get(stream)!, [newEvent({ number })]);
      revisions.set(stream, revision);
    }
  };
  await append(120, 60);
  notes.push(await issue(store, database.pool));
  await append(180, 39);
  await store.close();
  return { database, notes };
}

/** Lets a database be changed as only its owner can. */
export async function unlock(pool: Pool): Promise<void> {
  await pool.query('ALTER TABLE event_store.events DISABLE TRIGGER USER');
}

/** Moves the events from a position on by some places, and the head with them. */
export async function shift(pool: Pool, from: number, by: number): Promise<void> {
  await pool.query('UPDATE event_store.events SET position = -position WHERE position >= $1', [from]);
  await pool.query('UPDATE event_store.events SET position = -position + $1 WHERE position < 0', [by]);
  await pool.query('UPDATE event_store.head SET position = position + $1', [by]);
}

/** Renumbers the events of a stream from a revision on. */
export async function renumber(pool: Pool, stream: string, from: number, by: number): Promise<void> {
  // By way of revisions that are not taken; none of them is 0, which has no previous hash.
  await pool.query('UPDATE event_store.events SET revision = revision + 1000 WHERE stream = $1 AND revision >= $2', [
    stream,
    from,
  ]);
  await pool.query(
    'UPDATE event_store.events SET revision = revision - 1000 + $2 WHERE stream = $1 AND revision >= 1000',
    [stream, by],
  );
}

/** Makes the hashes of a stream anew, from a revision on, as they would be had its events always been so. */
export async function reseal(pool: Pool, stream: string, from = 0, to = Infinity): Promise<void> {
  const { rows } = await pool.query<RecordedEvent & { previousHash: string | null }>(
    `SELECT id, type, stream, revision, recorded_at AS "recordedAt", data, metadata,
            encode(previous_hash, 'hex') AS "previousHash"
     FROM event_store.events WHERE stream = $1 AND revision >= $2 ORDER BY revision`,
    [stream, from],
  );
  let previous = rows[0].previousHash;
  for (const event of rows.filter(({ revision }) => revision <= to)) {
    const hash = hashOf(event, previous);
    await pool.query(
      "UPDATE event_store.events SET hash = decode($2, 'hex'), previous_hash = decode($3, 'hex') WHERE id = $1",
      [event.id, hash, previous],
    );
    previous = hash;
  }
}
