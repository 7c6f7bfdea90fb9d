import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseSecretKeys, SecretKeysUnusable } from './key-text';
import { KEY_BYTES, type SecretBox } from './secret-box';

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** Those who may read or write the file besides its owner. */
const OTHERS = 0o077;

/**
 * Reads the keys in a file that an operator has put there. Who may read it is theirs to say: orchestrators hand out files
 * that everyone in the container can read.
 * @throws SecretKeysUnusable
 */
export async function readSecretKeyFile(path: string): Promise<SecretBox> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new SecretKeysUnusable(`${path}: the key for webhook secrets can’t be read (${codeOf(error)})`);
  });
  try {
    return parseSecretKeys(text);
  } catch (error) {
    throw new SecretKeysUnusable(`${path}: ${(error as Error).message}`);
  }
}

/**
 * The key in a file of ours, which is made where there is none: for its owner alone, and refused when others may read it.
 * @throws SecretKeysUnusable
 */
export async function ensureSecretKeyFile(path: string): Promise<SecretBox> {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new SecretKeysUnusable(`${path}: the key for webhook secrets can’t be read (${codeOf(error)})`);
  });
  if (found === null) await createKeyFile(path);
  // Windows has no such bits and shows all of them set.
  else if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0) {
    throw new SecretKeysUnusable(`${path} may be read by others: chmod 600 it, and think of the key as known`);
  }
  return readSecretKeyFile(path);
}

/** Writes a new key. Whole or not at all, and the first of several who make one at once wins. */
async function createKeyFile(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const text = `# Seals the secrets of webhook endpoints: without it none of them can sign.\n${randomBytes(KEY_BYTES).toString('base64')}\n`;
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    try {
      await link(draft, path);
    } finally {
      await unlink(draft);
    }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new SecretKeysUnusable(`${path} can’t be written (${codeOf(error)})`);
  }
}
