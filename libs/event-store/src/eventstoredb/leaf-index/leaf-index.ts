import { migrate, type Pool } from '@milepost/postgres';
import { isUuid } from '../../storable-event';
import { discardForeign, fill, type ReadAfter } from './fill';
import { migrations } from './migrations';

const LEAVES = {
  name: 'event_index.hashes',
  text: 'SELECT hash FROM event_index.leaves WHERE leaf >= $1 ORDER BY leaf LIMIT $2',
};
// Of two events with one id, which the store does not rule out across streams, the first counts.
const INDEX_OF = {
  name: 'event_index.index_of',
  text: 'SELECT leaf FROM event_index.leaves WHERE id = $1 ORDER BY leaf LIMIT 1',
};
const POSITION_OF = {
  name: 'event_index.position_of',
  text: 'SELECT position FROM event_index.leaves WHERE leaf = $1',
};
const POSITION_AT = {
  name: 'event_index.position_at',
  text: `SELECT (SELECT latest > $1::timestamptz FROM event_index.filled) AS passed, coalesce(
           (SELECT position FROM event_index.leaves WHERE latest <= $1 ORDER BY latest DESC, position DESC LIMIT 1),
           0) AS position`,
};

/**
 * Numbers the events of a store that does not: each event's place in global order, its hash, and the last event of any
 * instant. Kept in the read database, filled forwards when something is asked that it does not hold yet.
 */
export class LeafIndex {
  private filling: Promise<void> | undefined;
  private waiting: Promise<void> | undefined;
  private checked = false;

  private constructor(
    private readonly pool: Pool,
    private readonly read: ReadAfter,
  ) {}

  static async open(pool: Pool, read: ReadAfter): Promise<LeafIndex> {
    await migrate(pool, 'event_index', migrations);
    return new LeafIndex(pool, read);
  }

  async readHashes(from: number, limit: number): Promise<Buffer[]> {
    if (limit <= 0) return [];
    const ask = async () => {
      const { rows } = await this.pool.query<{ hash: Buffer }>({ ...LEAVES, values: [from, limit] });
      return rows.map(({ hash }) => hash);
    };
    const hashes = this.checked ? await ask() : [];
    if (hashes.length === limit) return hashes;
    await this.refresh();
    return ask();
  }

  async indexOf(eventId: string): Promise<number | undefined> {
    const id = eventId.toLowerCase();
    if (!isUuid(id)) return undefined;
    const ask = async () => {
      const { rows } = await this.pool.query<{ leaf: string }>({ ...INDEX_OF, values: [id] });
      return rows.length === 0 ? undefined : Number(rows[0].leaf);
    };
    const known = this.checked ? await ask() : undefined;
    if (known !== undefined) return known;
    await this.refresh();
    return ask();
  }

  async positionOf(leaf: number): Promise<string | undefined> {
    const ask = async () => {
      const { rows } = await this.pool.query<{ position: string }>({ ...POSITION_OF, values: [leaf] });
      return rows.at(0)?.position;
    };
    const known = this.checked ? await ask() : undefined;
    if (known !== undefined) return known;
    await this.refresh();
    return ask();
  }

  async count(): Promise<number> {
    await this.refresh();
    const { rows } = await this.pool.query<{ leaves: string }>('SELECT leaves FROM event_index.filled');
    return Number(rows[0].leaves);
  }

  /**
   * Position of the last event before which, itself included, none has a later instant. Once a later one is recorded
   * the answer stays, even if a writer whose clock lags records an earlier one afterwards.
   */
  async positionAt(instant: string): Promise<string> {
    const ask = async () => {
      const { rows } = await this.pool.query<{ passed: boolean; position: string }>({
        ...POSITION_AT,
        values: [instant],
      });
      return rows[0];
    };
    const known = this.checked ? await ask() : undefined;
    if (known?.passed === true) return known.position;
    await this.refresh();
    return (await ask()).position;
  }

  /** Fills the index with all that was stored when it was asked for. Of those who ask meanwhile all share the next round. */
  private refresh(): Promise<void> {
    if (this.filling === undefined) return this.begin();
    return (this.waiting ??= this.filling.catch(() => undefined).then(() => this.begin()));
  }

  private begin(): Promise<void> {
    this.waiting = undefined;
    const filling = this.fill();
    this.filling = filling;
    const end = () => {
      if (this.filling === filling) this.filling = undefined;
    };
    filling.then(end, end);
    return filling;
  }

  private async fill(): Promise<void> {
    if (!this.checked) await discardForeign(this.pool, this.read);
    this.checked = true;
    await fill(this.pool, this.read);
  }
}
