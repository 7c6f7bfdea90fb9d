import type { IncomingMessage } from 'node:http';

/** So much of an answer is kept. */
export const KEPT_BYTES = 4096;
/** So much more is read and thrown away, to keep the connection; beyond that a new one is cheaper. */
const DRAINED_BYTES = 65_536;

/**
 * The beginning of an answer as text, 4 KB at most: what is not UTF-8, and NUL, which PostgreSQL can’t store, become U+FFFD.
 * What comes after is not waited for.
 * @param done is told once, when the answer has ended or enough of it is there
 */
export function readResponse(response: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const told = (): void => done(decode(chunks, size));
  const drain = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > KEPT_BYTES + DRAINED_BYTES) response.destroy();
  };
  const keep = (chunk: Buffer): void => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= KEPT_BYTES) return;
    response.off('data', keep).off('end', told);
    told();
    if (Number(response.headers['content-length'] ?? 0) - size > DRAINED_BYTES) response.destroy();
    else response.on('data', drain);
  };
  response.on('data', keep).on('end', told);
}

function decode(chunks: readonly Buffer[], size: number): string {
  if (size === 0) return '';
  const cut = size > KEPT_BYTES;
  const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  // A character that was cut in two at the end is left out, one that is wrong is replaced.
  const text = new TextDecoder().decode(bytes.subarray(0, KEPT_BYTES), { stream: cut });
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}
