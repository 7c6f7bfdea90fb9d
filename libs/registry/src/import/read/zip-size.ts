import { ImportError } from '../import-error';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const MIB = 1 << 20;

/** What the files in a zip archive say that they unpack to, in bytes. */
export function unpackedSize(archive: Buffer): number {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new ImportError('the workbook is damaged: it has no directory');
  let at = archive.readUInt32LE(end + 16);
  let bytes = 0;
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== ENTRY) {
      throw new ImportError('the workbook is damaged: its directory is cut off');
    }
    bytes += archive.readUInt32LE(at + 24);
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return bytes;
}

/** @throws ImportError for an archive that unpacks to more than `limit` bytes */
export function assertUnpacksWithin(archive: Buffer, limit: number): void {
  const bytes = unpackedSize(archive);
  if (bytes <= limit) return;
  const [is, most] = [bytes, limit].map((size) => Math.ceil(size / MIB));
  throw new ImportError(`the workbook unpacks to ${is} MiB, more than ${most} MiB: save the sheet as CSV`);
}
