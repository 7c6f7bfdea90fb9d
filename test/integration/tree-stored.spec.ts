import { createHash } from 'node:crypto';
import { migrate } from '@milepost/postgres';
import {
  proveConsistency,
  proveInclusion,
  StoredTree,
  treeRoot,
  TreeMismatch,
  verifyInclusion,
} from '../../libs/audit/src';
import { migrations } from '../../libs/audit/src/log/migrations';
import { InMemoryTiles } from '../../libs/audit/src/merkle/in-memory.spec-support';
import { createTestDatabase, type TestDatabase } from '../support/database';

const known = new Map<string, Buffer>();

/** Most tests look at the same leaves. */
function hashOf(text: string): Buffer {
  const hash = known.get(text) ?? createHash('sha256').update(text).digest();
  known.set(text, hash);
  return hash;
}

/** Leaves as a store of `length` events has them. */
class SimulatedStore {
  length = 0;
  read = 0;
  /** Of each event, what its hash is made of. */
  text = (index: number): string => `event ${index}`;

  all(): Buffer[] {
    return Array.from({ length: this.length }, (_, index) => this.hash(index));
  }

  readHashes(from: number, limit: number): Promise<Buffer[]> {
    const count = Math.max(0, Math.min(limit, this.length - from));
    this.read += count;
    return Promise.resolve(Array.from({ length: count }, (_, index) => this.hash(from + index)));
  }

  private hash(index: number): Buffer {
    return hashOf(this.text(index));
  }
}

describe('the tree in the database', () => {
  let database: TestDatabase;
  let store: SimulatedStore;
  let tree: StoredTree;

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrate(database.pool, 'audit.log', migrations);
    store = new SimulatedStore();
    tree = new StoredTree(database.pool, store);
  });
  afterEach(() => database.drop());

  const rows = async (level: number): Promise<number> =>
    (await database.pool.query('SELECT FROM audit.tree_node WHERE level = $1', [level])).rowCount ?? 0;

  it('grows with the store, at every size around a tile’s end, and answers for every size before', async () => {
    const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 513, 4_096, 5_000];
    const reference = new SimulatedStore();
    reference.length = 5_000;
    const expected = new InMemoryTiles(reference.all());
    for (const size of sizes) {
      store.length = size;
      expect(await tree.grow()).toBe(size);
      expect(await rows(8)).toBe(Math.floor(size / 256));
      for (const earlier of sizes.filter((each) => each <= size)) {
        expect(await treeRoot(tree, earlier)).toEqual(await treeRoot(expected, earlier));
        expect(await proveConsistency(tree, earlier, size)).toEqual(await proveConsistency(expected, earlier, size));
        for (const index of [0, 254, 255, 256, earlier - 1].filter((each) => each >= 0 && each < earlier)) {
          expect(await proveInclusion(tree, index, earlier)).toEqual(await proveInclusion(expected, index, earlier));
        }
      }
    }
  });

  it.each([65_535, 65_536, 65_537])('keeps a second level of %i leaves where it is complete', async (size) => {
    store.length = size;
    expect(await tree.grow()).toBe(size);
    expect([await rows(8), await rows(16), await rows(24)]).toEqual([Math.floor(size / 256), size < 65_536 ? 0 : 1, 0]);
    const expected = new InMemoryTiles(store.all());
    expect(await treeRoot(tree, size)).toEqual(await treeRoot(expected, size));
    store.read = 0;
    const proof = await proveInclusion(tree, 40_000, size);
    expect(store.read).toBeLessThanOrEqual(2 * 256);
    expect(verifyInclusion({ leaf: store.all()[40_000]!, index: 40_000, size, ...proof })).toBe(true);
  });

  it('is written by several at once as by one', async () => {
    store.length = 70_000;
    const others = Array.from({ length: 2 }, () => new StoredTree(database.pool, store));
    const sizes = await Promise.all([tree, tree, ...others].map((each) => each.grow()));
    expect(sizes).toEqual([70_000, 70_000, 70_000, 70_000]);
    expect([await rows(8), await rows(16)]).toEqual([273, 1]);
    expect(await treeRoot(tree, 70_000)).toEqual(await treeRoot(new InMemoryTiles(store.all()), 70_000));
  });

  it('reads of a store that has not grown no more than the last tile and what follows it', async () => {
    store.length = 70_000;
    await tree.grow();
    store.read = 0;
    await tree.grow();
    expect(store.read).toBe(256 + (70_000 % 256));
  });

  it('is made anew when it was lost, and goes on where it was cut off between two levels', async () => {
    store.length = 70_000;
    await tree.grow();
    const root = await treeRoot(tree, 70_000);
    await database.pool.query('DELETE FROM audit.tree_node WHERE level = 16');
    await tree.grow();
    expect(await treeRoot(tree, 70_000)).toEqual(root);
    await database.pool.query('TRUNCATE audit.tree_node');
    await tree.grow();
    expect(await treeRoot(tree, 70_000)).toEqual(root);
  });

  it('notices that the end of the store was cut off, or cut off and written again', async () => {
    store.length = 1_000;
    await tree.grow();
    store.length = 700;
    await expect(tree.grow()).rejects.toThrow(TreeMismatch);
    store.text = (index) => (index < 700 ? `event ${index}` : `another ${index}`);
    store.length = 2_000;
    await expect(tree.grow()).rejects.toThrow(TreeMismatch);
  });

  it('gives no proof out of rows that are missing', async () => {
    store.length = 1_000;
    await tree.grow();
    await database.pool.query('DELETE FROM audit.tree_node WHERE index = 1');
    await expect(treeRoot(tree, 1_000)).rejects.toThrow(TreeMismatch);
  });
});
