import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file as a whole or not at all: under another name beside it until everything is on the disk, then renamed.
 * What was there under the name before stays until then. Cut off, it leaves at most a file ending in `.partial`.
 * @throws AbortError when the signal ends it
 */
export async function writeWhole(path: string, chunks: AsyncIterable<string>, signal?: AbortSignal): Promise<void> {
  const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
  const file = await open(partial, 'wx');
  try {
    await pipeline(Readable.from(chunks, { objectMode: true }), file.createWriteStream({ flush: true }), { signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
