import type { Pool, PoolClient } from '@milepost/postgres';
import type { RecordedEvent } from '@milepost/lifecycle';
import type { Checkpoint } from '../generation/checkpoint';

/** Stands for the shared state where a shared event can't be folded. */
export const SHARED_KEY = '*';

/** A key whose events are not applied, since one of them could not be. */
export interface ParkedKey {
  readonly key: string;
  /** The event that could not be applied. */
  readonly position: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly error: string;
  /** Instant, ISO 8601. */
  readonly since: string;
  /** Later events of the key passed over so far. */
  readonly skipped: number;
  /** Position of the last event passed over, or of the one that could not be applied. */
  readonly lastPosition: string;
}

/** The parked keys of one generation. */
export async function readParked(
  db: Pick<Pool | PoolClient, 'query'>,
  { projection, generation }: Pick<Checkpoint, 'projection' | 'generation'>,
): Promise<ParkedKey[]> {
  const sql = `SELECT key, position::text AS position, event_id AS "eventId", event_type AS "eventType", error, since,
      skipped, last_position::text AS "lastPosition"
    FROM projection.parked WHERE projection = $1 AND generation = $2 ORDER BY projection.parked.position, key`;
  return ((await db.query(sql, [projection, generation])) as { rows: ParkedKey[] }).rows;
}

/** What a batch adds to the parked keys: keys parked in it, and events passed over. */
export class Parkings {
  private readonly parked = new Map<string, { event: RecordedEvent; error: string }>();
  private readonly passed = new Map<string, { count: number; last: string }>();

  get keys(): Iterable<string> {
    return this.parked.keys();
  }

  get entries(): Iterable<readonly [string, { readonly event: RecordedEvent; readonly error: string }]> {
    return this.parked;
  }

  has(key: string): boolean {
    return this.parked.has(key);
  }

  park(key: string, event: RecordedEvent, error: unknown): void {
    // PostgreSQL text can't hold NUL, which may well be what the error is about.
    this.parked.set(key, { event, error: describe(error).replaceAll('\u0000', '\\0') });
  }

  pass(key: string, events: readonly RecordedEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.passed.set(key, { count: (this.passed.get(key)?.count ?? 0) + events.length, last: last.position });
  }

  async save(client: PoolClient, { projection, generation }: Checkpoint): Promise<void> {
    for (const [key, { event, error }] of this.parked) {
      await client.query(
        `INSERT INTO projection.parked
           (projection, generation, key, position, event_id, event_type, error, last_position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $4)`,
        [projection, generation, key, event.position, event.id, event.type, error],
      );
    }
    if (this.passed.size === 0) return;
    const passed = [...this.passed.values()];
    await client.query(
      `UPDATE projection.parked p SET skipped = p.skipped + i.count, last_position = i.last::numeric
       FROM unnest($3::text[], $4::integer[], $5::text[]) AS i(key, count, last)
       WHERE p.projection = $1 AND p.generation = $2 AND p.key = i.key`,
      [projection, generation, [...this.passed.keys()], passed.map((p) => p.count), passed.map((p) => p.last)],
    );
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`).slice(0, 4000) : String(error);
}
