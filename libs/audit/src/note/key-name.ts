/** Longest key name in bytes of UTF-8: it is part of a stream's name, and witnesses take no longer one. */
const MAX_BYTES = 255;

/**
 * Whether a text can name a key and thereby a log: not empty, without Unicode spaces, plus and control characters, as
 * C2SP signed-note asks.
 */
export function isKeyName(name: string): boolean {
  const bytes = Buffer.byteLength(name);
  return bytes > 0 && bytes <= MAX_BYTES && !/[\s+\p{Z}\p{C}]/u.test(name);
}
