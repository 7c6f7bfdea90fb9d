import { completeRoot, EMPTY_ROOT, nodeHash } from './hashing';
import { subtreesOf, type LeafRange, type Subtree } from './ranges';

/** Levels between the hashes that are kept: those of leaves, of 256 leaves, of 256 times 256, … */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** What is kept of the tree and what there is of its leaves don't go together: one of them was changed or lost. */
export class TreeMismatch extends Error {
  override readonly name = 'TreeMismatch';
}

/** Hashes that are kept, 256 neighbours at a time. */
export interface TileSource {
  /**
   * The first `count` hashes of a tile.
   * @param level 0 for hashes of leaves, 8 for those of 256 leaves, 16, …
   * @param index of the tile: it begins with the level's hash 256 × index
   */
  tile(level: number, index: number, count: number): Promise<readonly Buffer[]>;
}

/** Where a subtree's root is reckoned from: a run of hashes within one tile. */
interface Place {
  readonly level: number;
  readonly tile: number;
  readonly start: number;
  readonly end: number;
}

function placeOf({ level, index }: Subtree): Place {
  const base = level - (level % TILE_HEIGHT);
  const width = 2 ** (level - base);
  const first = index * width;
  const start = first % TILE_WIDTH;
  return { level: base, tile: (first - start) / TILE_WIDTH, start, end: start + width };
}

const keyOf = ({ level, tile }: Place): string => `${level}/${tile}`;

async function readTiles(source: TileSource, places: readonly Place[]): Promise<Map<string, readonly Buffer[]>> {
  const needed = new Map<string, Place>();
  for (const place of places) {
    const known = needed.get(keyOf(place));
    if (known === undefined || known.end < place.end) needed.set(keyOf(place), place);
  }
  const tiles = new Map<string, readonly Buffer[]>();
  await Promise.all(
    [...needed].map(async ([key, { level, tile, end }]) => {
      const hashes = await source.tile(level, tile, end);
      if (hashes.length < end) throw new TreeMismatch(`tile ${key} holds ${hashes.length} hashes, not ${end}`);
      tiles.set(key, hashes);
    }),
  );
  return tiles;
}

/**
 * Roots of ranges, each the tree of RFC 6962 over its leaves. All of them together read each tile once: for one proof
 * that is two tiles of each level at most, that of the leaf and the last one.
 */
export async function rootsOf(source: TileSource, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const places = ranges.map((range) => subtreesOf(range).map(placeOf));
  const tiles = await readTiles(source, places.flat());
  return places.map((subtrees) => {
    const roots = subtrees.map((place) => completeRoot((tiles.get(keyOf(place)) ?? []).slice(place.start, place.end)));
    return roots.length === 0 ? EMPTY_ROOT : roots.reduceRight((right, left) => nodeHash(left, right));
  });
}
