import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecretKeyFile, parseSecretKeys, readSecretKeyFile, SecretBox, SecretKeysUnusable } from '.';

const newKey = () => randomBytes(32);

describe('the text of keys', () => {
  it('holds one a line, the one that seals first', () => {
    const [one, two] = [newKey(), newKey()];
    const box = parseSecretKeys(`# 2026\n${one.toString('base64')}  # new\r\n\n ${two.toString('base64')}\n`);
    expect(box.keyId).toBe(new SecretBox([one]).keyId);
    expect(box.open(new SecretBox([two]).seal('x', 'c'), 'c')).toBe('x');
  });

  it.each([
    ['', 'there is no key'],
    ['# nothing\n\n', 'there is no key'],
    ['c2hvcnQ=', 'line 1'],
    [`${newKey().toString('base64')}\n${newKey().toString('hex')}`, 'line 2'],
    [newKey().toString('base64').replace('=', ''), 'line 1'],
  ])('is not %j (%s)', (text, why) => {
    const refused = (() => {
      try {
        return parseSecretKeys(text);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(SecretKeysUnusable);
    expect(String(refused)).toContain(why);
    for (const line of text.split('\n').filter((line) => line.length > 7)) expect(String(refused)).not.toContain(line);
  });
});

describe('the file of keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-secret-key-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => join(folder, name);

  it('is made for its owner alone, once, however many need it at once', async () => {
    const boxes = await Promise.all(Array.from({ length: 8 }, () => ensureSecretKeyFile(at('new/a.key'))));
    expect(new Set(boxes.map(({ keyId }) => keyId)).size).toBe(1);
    expect(statSync(at('new/a.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(at('new'))).toEqual(['a.key']);
    expect((await ensureSecretKeyFile(at('new/a.key'))).keyId).toBe(boxes[0]?.keyId);
    expect((await readSecretKeyFile(at('new/a.key'))).keyId).toBe(boxes[0]?.keyId);
  });

  it.each([0o640, 0o604, 0o660])(
    'is refused when others may read it (%o), unless an operator has put it there',
    async (mode) => {
      await ensureSecretKeyFile(at(`${mode}.key`));
      chmodSync(at(`${mode}.key`), mode);
      await expect(ensureSecretKeyFile(at(`${mode}.key`))).rejects.toThrow(SecretKeysUnusable);
      expect((await readSecretKeyFile(at(`${mode}.key`))).keyId).toMatch(/^[0-9a-f]{8}$/);
    },
  );

  it.each(['nothing.key', '.'])('that can’t be read (%s) is an error that says so', async (name) => {
    await expect(readSecretKeyFile(at(name))).rejects.toThrow('can’t be read');
  });

  it('that can’t be made is an error that says so', async () => {
    writeFileSync(at('file'), '');
    await expect(ensureSecretKeyFile(at('file/a.key'))).rejects.toThrow(SecretKeysUnusable);
  });

  it('that is damaged is an error that does not show it, and is not replaced', async () => {
    await ensureSecretKeyFile(at('b.key'));
    const damaged = readFileSync(at('b.key'), 'utf8').trim().slice(0, -3);
    writeFileSync(at('b.key'), damaged);
    const error = await ensureSecretKeyFile(at('b.key')).then(String, String);
    expect(error).toContain('SecretKeysUnusable');
    expect(error).not.toContain(damaged.slice(-30));
    expect(readFileSync(at('b.key'), 'utf8')).toBe(damaged);
  });
});
