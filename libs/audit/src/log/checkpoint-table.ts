import type { EventStore } from '@milepost/event-store';
import { checkpointStream, type RecordedCheckpointEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { coalesce } from '@milepost/projection';
import { checkpointOf, type Checkpoint } from './checkpoint';

interface CheckpointRow {
  readonly origin: string;
  readonly revision: number;
  readonly size: string;
  readonly root_hash: Buffer;
  readonly note: string;
  readonly verifier_key: string;
  readonly event_id: string;
  readonly position: string;
  readonly issued_at: string;
}

/** Instant up to which checkpoints count; all of them where there is none. */
type Known = string | null;

const issuedBy = (parameter: string): string =>
  `(${parameter}::timestamptz IS NULL OR issued_at <= ${parameter}::timestamptz)`;

/** Every checkpoint that is listed, of all logs. */
export async function readAllRows(pool: Pool): Promise<Checkpoint[]> {
  const { rows } = await pool.query<CheckpointRow>('SELECT * FROM audit.checkpoint ORDER BY origin, revision');
  return rows.map(fromRow);
}

/** Events of the stream read at once. */
const PAGE = 500;

function fromRow(row: CheckpointRow): Checkpoint {
  return {
    origin: row.origin,
    revision: row.revision,
    size: Number(row.size),
    rootHash: row.root_hash.toString('base64'),
    note: row.note,
    verifierKey: row.verifier_key,
    eventId: row.event_id,
    position: row.position,
    issuedAt: row.issued_at,
  };
}

/**
 * The checkpoints of one log, to be found by size and from the newest on. Follows the log's stream when it is asked, so
 * that it needs no process of its own and no look at any other event.
 */
export class CheckpointTable {
  private readonly follow = coalesce(() => this.followStream());

  constructor(
    private readonly pool: Pool,
    private readonly store: Pick<EventStore, 'readStream'>,
    readonly origin: string,
  ) {}

  async latest(knownAt: Known = null): Promise<Checkpoint | null> {
    const [newest] = await this.page(1, { knownAt });
    return newest ?? null;
  }

  /** The checkpoint of exactly this size. */
  async ofSize(size: number, knownAt: Known = null): Promise<Checkpoint | null> {
    await this.follow();
    const { rows } = await this.pool.query<CheckpointRow>(
      `SELECT * FROM audit.checkpoint WHERE origin = $1 AND size = $2 AND ${issuedBy('$3')} ORDER BY revision LIMIT 1`,
      [this.origin, size, knownAt],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** At most `limit` checkpoints, the newest first. @param before a revision: only older ones than that */
  async page(
    limit: number,
    { before, knownAt = null }: { readonly before?: number; readonly knownAt?: Known } = {},
  ): Promise<Checkpoint[]> {
    await this.follow();
    const { rows } = await this.pool.query<CheckpointRow>(
      `SELECT * FROM audit.checkpoint WHERE origin = $1 AND ($2::int IS NULL OR revision < $2) AND ${issuedBy('$4')}
       ORDER BY revision DESC LIMIT $3`,
      [this.origin, before ?? null, limit, knownAt],
    );
    return rows.map(fromRow);
  }

  async count(knownAt: Known = null): Promise<number> {
    const { rows } = await this.pool.query<{ count: string }>(
      `SELECT count(*) AS count FROM audit.checkpoint WHERE origin = $1 AND ${issuedBy('$2')}`,
      [this.origin, knownAt],
    );
    return Number(rows[0]?.count);
  }

  private async followStream(): Promise<void> {
    const { rows } = await this.pool.query<{ next: number }>(
      'SELECT coalesce(max(revision) + 1, 0) AS next FROM audit.checkpoint WHERE origin = $1',
      [this.origin],
    );
    for (let from = rows[0]?.next ?? 0; ; from += PAGE) {
      const events = await this.store.readStream(checkpointStream(this.origin), { from, limit: PAGE });
      await this.keep(events.map((event) => checkpointOf(event as RecordedCheckpointEvent)));
      if (events.length < PAGE) return;
    }
  }

  private async keep(checkpoints: readonly Checkpoint[]): Promise<void> {
    if (checkpoints.length === 0) return;
    const column = <Value>(value: (checkpoint: Checkpoint) => Value): Value[] => checkpoints.map(value);
    await this.pool.query(
      `INSERT INTO audit.checkpoint
         (origin, revision, size, root_hash, note, verifier_key, event_id, position, issued_at)
       SELECT $1, * FROM unnest($2::int[], $3::bigint[], $4::bytea[], $5::text[], $6::text[], $7::uuid[], $8::text[],
         $9::timestamptz[])
       ON CONFLICT DO NOTHING`,
      [
        this.origin,
        column(({ revision }) => revision),
        column(({ size }) => size),
        column(({ rootHash }) => Buffer.from(rootHash, 'base64')),
        column(({ note }) => note),
        column(({ verifierKey }) => verifierKey),
        column(({ eventId }) => eventId),
        column(({ position }) => position),
        column(({ issuedAt }) => issuedAt),
      ],
    );
  }
}
