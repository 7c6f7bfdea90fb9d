import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../settings';
import { checkpointCheck, keyOf } from './checkpoints';

const URL = 'postgresql://milepost:s3cr3t@db.example:5432/milepost';

describe('the key of a server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-key-of-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const settings = (env: Record<string, string>) => readSettings(['--data', folder], env);

  it('with a database of its own is none until it is given one', async () => {
    expect(await keyOf(settings({ DATABASE_URL: URL }))).toBeNull();
    expect(existsSync(join(folder, 'checkpoint.key'))).toBe(false);
  });

  it('with the embedded database is made in the data folder, once and for its owner alone', async () => {
    const key = await keyOf(settings({}));
    expect(key?.verifier.name).toMatch(/^milepost\.local\/[0-9a-f]{12}$/);
    expect(statSync(join(folder, 'checkpoint.key')).mode & 0o777).toBe(0o600);
    expect(String((await keyOf(settings({})))?.verifier)).toBe(String(key?.verifier));
  });

  it('is the one that is named, wherever the database is', async () => {
    const made = await keyOf(settings({}));
    const env = { DATABASE_URL: URL, MILEPOST_CHECKPOINT_KEY_FILE: join(folder, 'checkpoint.key') };
    expect(String((await keyOf(settings(env)))?.verifier)).toBe(String(made?.verifier));
    const nowhere = { MILEPOST_CHECKPOINT_KEY_FILE: join(folder, 'nowhere.key') };
    await expect(keyOf(settings(nowhere))).rejects.toThrow('can’t be read');
  });
});

describe('the health of checkpoints', () => {
  it('is well while they are signed, and raises the alarm when they no longer are', async () => {
    expect(await checkpointCheck({ lastRefusal: null })()).toEqual({ ok: true });
    const lastRefusal = { code: 'checkpoint.inconsistent', field: null, params: {}, zh: '不一致', en: 'Changed.' };
    expect(await checkpointCheck({ lastRefusal })()).toEqual({ ok: true, alarm: true, detail: 'Changed.' });
  });
});
