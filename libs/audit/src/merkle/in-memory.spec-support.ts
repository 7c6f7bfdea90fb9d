import { completeRoot, leafHash } from './hashing';
import { TILE_HEIGHT, TILE_WIDTH, type TileSource } from './tiles';

/** Tiles over leaves in memory, and how many hashes were read of them. */
export class InMemoryTiles implements TileSource {
  read = 0;
  private readonly levels: Buffer[][] = [];

  constructor(leaves: readonly Uint8Array[]) {
    for (let hashes = leaves.map(leafHash); hashes.length > 0;) {
      this.levels.push(hashes);
      const complete = Math.floor(hashes.length / TILE_WIDTH);
      const below = hashes;
      hashes = Array.from({ length: complete }, (_, tile) =>
        completeRoot(below.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH)),
      );
    }
  }

  tile(level: number, index: number, count: number): Promise<readonly Buffer[]> {
    const start = index * TILE_WIDTH;
    const hashes = (this.levels[level / TILE_HEIGHT] ?? []).slice(start, start + count);
    this.read += hashes.length;
    return Promise.resolve(hashes);
  }
}
