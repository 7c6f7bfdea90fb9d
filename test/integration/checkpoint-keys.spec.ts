import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile, openNote, VerifierKey } from '../../libs/audit/src';
import { startApi, type Api } from '../support/api';
import { consistencyOf, createTestKey, issued, type TestKey } from '../support/checkpoints';
import { registered } from '../support/commands';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('the key of checkpoints', () => {
  let database: TestDatabase;
  let first: TestKey;
  const folder = mkdtempSync(join(tmpdir(), 'milepost-rotation-'));

  beforeAll(async () => {
    database = await createTestDatabase();
    first = await createTestKey('milepost.example/rotated');
  });
  afterAll(async () => {
    await database.drop();
    first.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function serving<Result>(env: Record<string, string>, work: (api: Api) => Promise<Result>): Promise<Result> {
    const api = await startApi({ database, env: { MILEPOST_CHECKPOINT_EVERY: '0', ...env } });
    try {
      return await work(api);
    } finally {
      await api.close();
    }
  }

  it('outlives a restart, and is followed by another one under which the old checkpoints stay verifiable', async () => {
    const before = await serving(first.env, issued);
    const file = join(folder, 'second.key');
    const second = await createKeyFile(file, 'milepost.example/rotated');
    await serving({ MILEPOST_CHECKPOINT_KEY_FILE: file }, async (api) => {
      await registered(api);
      const after = await issued(api);
      expect(after.size).toBe(before.size + 2);
      expect(openNote(after.note, [second.verifier])).toContain(`\n${after.size}\n`);
      expect(() => openNote(after.note, [first.key.verifier])).toThrow('none of the known keys');

      const { data } = await api.ask('{ checkpoints(first: 9) { edges { node { size note verifierKey } } } }');
      const nodes = data.checkpoints.edges.map(({ node }: { node: unknown }) => node) as {
        size: number;
        note: string;
        verifierKey: string;
      }[];
      expect(nodes.map(({ size }) => size)).toEqual([after.size, before.size]);
      for (const { note, verifierKey } of nodes) {
        expect(openNote(note, [VerifierKey.parse(verifierKey)])).toContain('milepost.example/rotated');
      }
      const { fromRootHash, toRootHash } = await consistencyOf(api, before.size, after.size);
      expect([fromRootHash, toRootHash]).toEqual([before.rootHash, after.rootHash]);
    });
  });

  it('needs only its public part where checkpoints are shown', async () => {
    const file = join(folder, 'public.key');
    writeFileSync(file, String(first.key.verifier));
    await serving({ MILEPOST_CHECKPOINT_KEY_FILE: file }, async (api) => {
      expect((await api.ask('{ checkpoint { size } }')).data.checkpoint.size).toBeGreaterThan(0);
      const { data } = await api.ask('mutation { issueCheckpoint { userErrors { code } } }');
      expect(data.issueCheckpoint.userErrors).toEqual([{ code: 'checkpoint.cannot-sign' }]);
    });
  });

  it('that is not there keeps the server from starting', async () => {
    const env = { MILEPOST_CHECKPOINT_KEY_FILE: join(folder, 'nowhere.key') };
    await expect(serving(env, () => Promise.resolve())).rejects.toThrow('can’t be read');
  });
});
