import type { EventStore } from '@milepost/event-store';
import type { EventMetadata } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { LRUCache } from 'lru-cache';
import type { Checkpoint } from '../../log/checkpoint';
import type { CheckpointLog } from '../../log/checkpoint-log';
import { StoredTree } from '../../log/stored-tree';
import type { TileSource } from '../../merkle';
import { ExportError } from '../export-error';

/** What events are proven against: a signed checkpoint and the tree that it signs. */
export interface Proving {
  readonly checkpoint: Checkpoint;
  readonly tree: TileSource;
}

interface ProvingOptions {
  readonly log: CheckpointLog;
  readonly store: EventStore;
  /** The read database. */
  readonly pool: Pool;
  readonly metadata: EventMetadata;
}

/**
 * A checkpoint over all that is stored, issued now; the newest one there is, where the key at hand can't sign.
 * @throws ExportError when there is none
 */
export async function openProving({ log, store, pool, metadata }: ProvingOptions): Promise<Proving> {
  const checkpoint = log.canIssue ? await issued(log, metadata) : await log.checkpoints.latest();
  if (checkpoint === null) throw new ExportError('there is no checkpoint yet that an export could be proven against');
  const tree = new StoredTree(pool, store);
  await tree.grow();
  return { checkpoint, tree: new RememberedTiles(tree) };
}

async function issued(log: CheckpointLog, metadata: EventMetadata): Promise<Checkpoint> {
  const outcome = await log.issue(metadata);
  if (!outcome.accepted) throw new ExportError(outcome.error.en);
  return outcome.checkpoint;
}

/** 256 hashes each: some ten megabytes. */
const MOST_TILES = 500;

/** Tiles read once for the many proofs that need them. */
class RememberedTiles implements TileSource {
  private readonly tiles = new LRUCache<string, Promise<readonly Buffer[]>>({ max: MOST_TILES });

  constructor(private readonly source: TileSource) {}

  tile(level: number, index: number, count: number): Promise<readonly Buffer[]> {
    const key = `${level}/${index}/${count}`;
    let tile = this.tiles.get(key);
    if (tile === undefined) {
      tile = this.source.tile(level, index, count);
      this.tiles.set(key, tile);
    }
    return tile;
  }
}
