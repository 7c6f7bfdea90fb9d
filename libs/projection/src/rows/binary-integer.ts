import type { ByteChunks } from './byte-chunks';

/** Writes the lower 32 bits; the room for them has been reserved. */
export function writeInt32(out: ByteChunks, value: number): void {
  const { chunk, used } = out;
  chunk[used] = value >> 24;
  chunk[used + 1] = value >> 16;
  chunk[used + 2] = value >> 8;
  chunk[used + 3] = value;
  out.used = used + 4;
}

const TWO_TO_32 = 0x1_0000_0000;

/** Writes a safe integer as eight bytes; the room for them has been reserved. */
export function writeInt64(out: ByteChunks, value: number): void {
  const high = Math.floor(value / TWO_TO_32);
  writeInt32(out, high);
  writeInt32(out, value - high * TWO_TO_32);
}
