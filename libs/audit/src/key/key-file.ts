import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InvalidKey, SignerKey, VerifierKey } from '../note';

/** The key of a log: with its private part where checkpoints are issued, without where they are only shown. */
export interface LogKey {
  readonly verifier: VerifierKey;
  readonly signer: SignerKey | null;
}

/** The file of a key can't be used; the message never holds what is in it. */
export class KeyFileUnusable extends Error {
  override readonly name = 'KeyFileUnusable';
}

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code;

/** A name that no other log has. */
export const newOrigin = (): string => `milepost.local/${randomBytes(6).toString('hex')}`;

/** Reads a signer key, or a verifier key where that is what the file holds. @throws KeyFileUnusable */
export async function readKeyFile(path: string): Promise<LogKey> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new KeyFileUnusable(`${path}: the key for checkpoints can’t be read (${String(codeOf(error))})`);
  });
  try {
    if (!text.startsWith('PRIVATE+KEY+')) return { verifier: VerifierKey.parse(text), signer: null };
    const signer = SignerKey.parse(text);
    return { verifier: signer.verifier, signer };
  } catch (error) {
    if (error instanceof InvalidKey) throw new KeyFileUnusable(`${path}: ${error.message}`);
    throw error;
  }
}

/**
 * Makes a key and writes it to a file of its own, readable by its owner alone.
 * @throws KeyFileUnusable when there is a file already: a key is never overwritten
 */
export async function createKeyFile(path: string, origin: string): Promise<LogKey> {
  const text = SignerKey.generate(origin);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, `${text}\n`, { flag: 'wx', mode: 0o600 });
    try {
      // Whole or not at all, and the first of several who make one at once wins.
      await link(draft, path);
    } finally {
      await unlink(draft);
    }
  } catch (error) {
    const code = codeOf(error);
    const why =
      code === 'EEXIST' ? 'is there already: a key is never overwritten' : `can’t be written (${String(code)})`;
    throw new KeyFileUnusable(`${path} ${why}`);
  }
  const signer = SignerKey.parse(text);
  return { verifier: signer.verifier, signer };
}

/** The key in a file, which is made where there is none. @throws KeyFileUnusable */
export async function ensureKeyFile(path: string): Promise<LogKey> {
  const exists = await readFile(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
  if (exists) return readKeyFile(path);
  // Another process may have made one meanwhile: then that is the key.
  return createKeyFile(path, newOrigin()).catch(() => readKeyFile(path));
}
