import type { Pool } from '@milepost/postgres';
import { coalesce } from '@milepost/projection';
import { completeRoot, leafHash, TILE_HEIGHT, TILE_WIDTH, TreeMismatch, type TileSource } from '../merkle';

/** The leaves: what an event store tells of its events' hashes. */
export interface Leaves {
  /** Hashes of events in global order, from leaf `from` (0 is the first event's), at most `limit`. */
  readHashes(from: number, limit: number): Promise<Buffer[]>;
}

/** Leaves read at once while the tree grows: 128 KB. */
const PAGE = 16 * TILE_WIDTH;

/** Roots of the complete tiles among leaves that begin with one. */
function rootsOfTiles(leaves: readonly Buffer[]): Buffer[] {
  return Array.from({ length: Math.floor(leaves.length / TILE_WIDTH) }, (_, tile) =>
    completeRoot(leaves.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH).map(leafHash)),
  );
}

/**
 * The tree over all events, of which the roots of complete subtrees are kept: one row for 256 events. What is kept
 * depends on the events alone, so that whoever comes to need it may write it, several at once and as often as they like.
 */
export class StoredTree implements TileSource {
  /**
   * Keeps what became complete since the last time, one page of leaves in memory at once. The last tile that is kept is
   * looked at again: a cut-off or exchanged end of the store is noticed here, whatever else only by a full verification.
   * @returns how many leaves the tree has: all events that were stored when it was asked
   * @throws TreeMismatch
   */
  readonly grow: () => Promise<number> = coalesce(() => this.growOnce());

  constructor(
    private readonly pool: Pool,
    private readonly leaves: Leaves,
  ) {}

  async tile(level: number, index: number, count: number): Promise<Buffer[]> {
    const first = index * TILE_WIDTH;
    if (level === 0) return (await this.leaves.readHashes(first, count)).map(leafHash);
    const { rows } = await this.pool.query<{ hash: Buffer }>(
      'SELECT hash FROM audit.tree_node WHERE level = $1 AND index >= $2 AND index < $3 ORDER BY index',
      [level, first, first + count],
    );
    return rows.map(({ hash }) => hash);
  }

  private async growOnce(): Promise<number> {
    const last = await this.lastKept(TILE_HEIGHT);
    for (let tile = last?.index ?? 0; ;) {
      const leaves = await this.leaves.readHashes(tile * TILE_WIDTH, PAGE);
      const roots = rootsOfTiles(leaves);
      if (tile === last?.index && !roots[0]?.equals(last.hash)) {
        throw new TreeMismatch(`leaves from ${tile * TILE_WIDTH} on are not those that the tree was made of`);
      }
      await this.keep(TILE_HEIGHT, tile, roots);
      tile += roots.length;
      if (leaves.length === PAGE) continue;
      await this.growAbove(TILE_HEIGHT, tile);
      return tile * TILE_WIDTH + (leaves.length % TILE_WIDTH);
    }
  }

  /** Keeps what the hashes of a level, `count` of them, make complete above it. */
  private async growAbove(below: number, count: number): Promise<void> {
    const level = below + TILE_HEIGHT;
    const complete = Math.floor(count / TILE_WIDTH);
    if (complete === 0) return;
    const last = await this.lastKept(level);
    for (let tile = last === undefined ? 0 : last.index + 1; tile < complete; tile += 1) {
      await this.keep(level, tile, [completeRoot(await this.tile(below, tile, TILE_WIDTH))]);
    }
    await this.growAbove(level, complete);
  }

  private async lastKept(level: number): Promise<{ index: number; hash: Buffer } | undefined> {
    const { rows } = await this.pool.query<{ index: string; hash: Buffer }>(
      'SELECT index, hash FROM audit.tree_node WHERE level = $1 ORDER BY index DESC LIMIT 1',
      [level],
    );
    return rows[0] && { index: Number(rows[0].index), hash: rows[0].hash };
  }

  private async keep(level: number, first: number, roots: readonly Buffer[]): Promise<void> {
    if (roots.length === 0) return;
    await this.pool.query(
      `INSERT INTO audit.tree_node (level, index, hash)
       SELECT $1, $2::bigint + place - 1, hash FROM unnest($3::bytea[]) WITH ORDINALITY AS root (hash, place)
       ON CONFLICT DO NOTHING`,
      [level, first, roots],
    );
  }
}
