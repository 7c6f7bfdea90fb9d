import type { Pool } from '@milepost/postgres';
import { completeRoot, leafHash, TILE_HEIGHT, TILE_WIDTH } from '../merkle';
import { comparedRows, type ComparedRows } from './compared-rows';
import type { Leaves } from './stored-tree';

/** Leaves read at once: 128 KB. */
const PAGE = 16 * TILE_WIDTH;

const rowText = (level: number, index: number, hash: Buffer): string => `(${level},${index},${hash.toString('hex')})`;

/** The kept roots, by level and index, as text. */
async function keptRoots(pool: Pool): Promise<Map<number, Map<number, string>>> {
  const { rows } = await pool.query<{ level: number; index: string; hash: Buffer }>(
    'SELECT level, index, hash FROM audit.tree_node ORDER BY level, index',
  );
  const levels = new Map<number, Map<number, string>>();
  for (const { level, index, hash } of rows) {
    const kept = levels.get(level) ?? new Map<number, string>();
    levels.set(level, kept.set(Number(index), rowText(level, Number(index), hash)));
  }
  return levels;
}

const tilesOf = (hashes: readonly Buffer[]): Buffer[] =>
  Array.from({ length: Math.floor(hashes.length / TILE_WIDTH) }, (_, tile) =>
    completeRoot(hashes.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH)),
  );

async function rootsOfLeaves(leaves: Leaves): Promise<Buffer[]> {
  const roots: Buffer[] = [];
  for (let from = 0; ; from += PAGE) {
    const page = await leaves.readHashes(from, PAGE);
    roots.push(...tilesOf(page.map(leafHash)));
    if (page.length < PAGE) return roots;
  }
}

/**
 * Holds the kept roots of the tree against the events' hashes. As many are kept as anybody has needed, so that none
 * after the last kept one of a level is missing.
 */
export async function checkTiles(pool: Pool, leaves: Leaves): Promise<ComparedRows> {
  // First what is kept: leaves that come meanwhile make no kept root surplus.
  const kept = await keptRoots(pool);
  const expected = new Map<string, string>();
  let [level, roots] = [TILE_HEIGHT, await rootsOfLeaves(leaves)];
  for (; roots.length > 0; [level, roots] = [level + TILE_HEIGHT, tilesOf(roots)]) {
    const last = Math.max(-1, ...(kept.get(level)?.keys() ?? []));
    for (const [index, hash] of roots.entries()) {
      if (index <= last) expected.set(`${level}/${index}`, rowText(level, index, hash));
    }
  }
  const stored = [...kept].flatMap(([at, each]) => [...each].map(([index, text]) => [`${at}/${index}`, text] as const));
  return comparedRows('tree_node', new Map(stored), expected);
}
