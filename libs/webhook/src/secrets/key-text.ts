import { KEY_BYTES, SecretBox } from './secret-box';

/** The keys that seal can't be used; the message never holds what is in them. */
export class SecretKeysUnusable extends Error {
  override readonly name = 'SecretKeysUnusable';
}

/**
 * Reads keys, base64 of 32 bytes, one a line, the one that seals first; `#` begins a comment.
 * @throws SecretKeysUnusable naming the line
 */
export function parseSecretKeys(text: string): SecretBox {
  const keys: Buffer[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const base64 = line.replace(/#.*$/, '').trim();
    if (base64 === '') continue;
    const key = Buffer.from(base64, 'base64');
    if (key.length !== KEY_BYTES || key.toString('base64') !== base64) {
      throw new SecretKeysUnusable(`line ${index + 1} is not the base64 of ${KEY_BYTES} bytes`);
    }
    keys.push(key);
  }
  if (keys.length === 0) throw new SecretKeysUnusable('there is no key in it');
  return new SecretBox(keys);
}
