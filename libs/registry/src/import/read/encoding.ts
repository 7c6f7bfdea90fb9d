import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from '../import-error';

export const ENCODINGS = ['auto', 'utf-8', 'utf-16le', 'gb18030', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const CHUNK = 1 << 18;

/** The first bytes of a file, which tell what it is. */
export async function firstBytes(path: string, count = 4): Promise<Buffer> {
  const file = await open(path).catch((error: unknown) => {
    throw new ImportError(`the file can’t be opened: ${(error as Error).message}`, path);
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;
export const isZip = (head: Buffer): boolean => head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));

/**
 * A file's bytes, unpacked where it is gzipped.
 * @throws ImportError when they can't be read or unpacked
 */
export async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const packed = isGzip(await firstBytes(path));
  const file = createReadStream(path, { highWaterMark: CHUNK });
  // Errors of the file reach whoever reads the unpacked bytes.
  const bytes = packed ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => undefined) : file;
  try {
    for await (const chunk of bytes) yield chunk as Buffer;
  } catch (error) {
    throw new ImportError(`the file can’t be ${packed ? 'unpacked' : 'read'}: ${(error as Error).message}`, path);
  } finally {
    file.destroy();
  }
}

/** SHA-256 of a file as it stands on disk, packed or not. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Told by its code: an error of another realm is no instance of our TypeError. */
const isMisencoded = (error: unknown): boolean =>
  (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

async function decodes(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of bytesOf(path)) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (isMisencoded(error)) return false;
    throw error;
  }
}

/**
 * The encoding of a text file: by its byte order mark; else UTF-8 where every byte fits. What is no UTF-8 is GB18030 when
 * Chinese is expected and the bytes fit, else Windows-1252: bytes alone don't tell these two apart.
 */
export async function detectEncoding(path: string, expectsChinese: boolean): Promise<Exclude<Encoding, 'auto'>> {
  for await (const chunk of bytesOf(path)) {
    const [first, second] = chunk;
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    break;
  }
  if (await decodes(path, 'utf-8')) return 'utf-8';
  return expectsChinese && (await decodes(path, 'gb18030')) ? 'gb18030' : 'windows-1252';
}

/**
 * A text file's characters, without a byte order mark.
 * @throws ImportError when the bytes do not fit the encoding
 */
export async function* decodedText(path: string, encoding: Exclude<Encoding, 'auto'>): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of bytesOf(path)) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!isMisencoded(error)) throw error;
    throw new ImportError(`the file can’t be read: it is not written in ${encoding}`, path);
  }
}
