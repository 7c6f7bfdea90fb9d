import { readFile } from 'node:fs/promises';
import { KeyFileUnusable } from '../key';
import { InvalidKey, SignerKey, VerifierKey } from '../note';

const keyOf = (line: string): VerifierKey =>
  line.startsWith('PRIVATE+KEY+') ? SignerKey.parse(line).verifier : VerifierKey.parse(line);

/**
 * The keys in a file, one a line, as C2SP signed-note writes them: a log that has changed its key has several.
 * @throws KeyFileUnusable
 */
export async function readKeys(path: string): Promise<VerifierKey[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new KeyFileUnusable(`${path}: the key can’t be read (${String((error as NodeJS.ErrnoException).code)})`);
  });
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new KeyFileUnusable(`${path}: there is no key in it`);
  try {
    return lines.map(keyOf);
  } catch (error) {
    if (error instanceof InvalidKey) throw new KeyFileUnusable(`${path}: ${error.message}`);
    throw error;
  }
}
