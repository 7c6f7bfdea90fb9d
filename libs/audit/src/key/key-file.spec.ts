import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile, ensureKeyFile, KeyFileUnusable, readKeyFile } from './key-file';

describe('the file of a key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-key-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => join(folder, name);

  it('holds the key that was made, for its owner alone, and nothing is left beside it', async () => {
    const made = await createKeyFile(at('new/a.key'), 'county.example/milepost');
    expect(made.verifier.name).toBe('county.example/milepost');
    expect(statSync(at('new/a.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(at('new'))).toEqual(['a.key']);
    const read = await readKeyFile(at('new/a.key'));
    expect(String(read.verifier)).toBe(String(made.verifier));
    expect(read.signer?.sign('x\n')).toEqual(made.signer?.sign('x\n'));
  });

  it('is never overwritten', async () => {
    await createKeyFile(at('b.key'), 'b');
    const before = readFileSync(at('b.key'), 'utf8');
    await expect(createKeyFile(at('b.key'), 'b')).rejects.toThrow('never overwritten');
    expect(readFileSync(at('b.key'), 'utf8')).toBe(before);
  });

  it('is made once, however many need it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => ensureKeyFile(at('c.key'))));
    expect(new Set(keys.map(({ verifier }) => String(verifier))).size).toBe(1);
    expect(String((await ensureKeyFile(at('c.key'))).verifier)).toBe(String(keys[0]?.verifier));
  });

  it('may hold the public key only', async () => {
    const { verifier } = await createKeyFile(at('d.key'), 'd');
    writeFileSync(at('d.pub'), `${String(verifier)}\n`);
    const read = await readKeyFile(at('d.pub'));
    expect([String(read.verifier), read.signer]).toEqual([String(verifier), null]);
  });

  it.each([['nothing.key'], ['.']])('that can’t be read (%s) is an error that says so', async (name) => {
    await expect(readKeyFile(at(name))).rejects.toThrow(KeyFileUnusable);
  });

  it('that is damaged is an error that does not show it, and is not replaced', async () => {
    await createKeyFile(at('e.key'), 'e');
    const damaged = readFileSync(at('e.key'), 'utf8').trim().slice(0, -3);
    writeFileSync(at('e.key'), damaged);
    const error = await ensureKeyFile(at('e.key')).then(String, String);
    expect(error).toContain('KeyFileUnusable');
    expect(error).not.toContain(damaged.slice(-30));
    expect(readFileSync(at('e.key'), 'utf8')).toBe(damaged);
  });
});
