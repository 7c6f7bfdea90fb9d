const CHUNK = 256 * 1024;
const NONE = Buffer.alloc(0);

/** Chunks given back: memory from the system costs a page fault for every 4 KB of it. */
const spare: Buffer<ArrayBuffer>[] = [];
const MOST_SPARE = 128;

/** Bytes that grow at their end, in chunks of which none is copied when more come. */
export class ByteChunks {
  /** The chunk being filled: write at `used` what was reserved, and move `used` on. */
  chunk: Buffer<ArrayBuffer> = NONE;
  used = 0;
  /** Whole chunks, with how much of each is used. */
  private full: Uint8Array<ArrayBuffer>[] = [];

  /** Makes room for so many bytes in one chunk. */
  reserve(bytes: number): void {
    if (this.chunk.length - this.used < bytes) this.grow(bytes);
  }

  /** All bytes so far, in order. */
  *[Symbol.iterator](): Generator<Uint8Array<ArrayBuffer>> {
    yield* this.full;
    if (this.used > 0) yield this.chunk.subarray(0, this.used);
  }

  /** Hands all bytes over; `giveBack` takes their memory when they are not needed any more. */
  take(): Uint8Array<ArrayBuffer>[] {
    const all = [...this];
    this.full = [];
    this.chunk = NONE;
    this.used = 0;
    return all;
  }

  /** Forgets all bytes and gives the memory back: nobody may hold a chunk any more. */
  release(): void {
    giveBack(this.take());
  }

  private grow(least: number): void {
    if (this.used > 0) this.full.push(this.chunk.subarray(0, this.used));
    const reused = least <= CHUNK ? spare.pop() : undefined;
    this.chunk = reused ?? Buffer.allocUnsafeSlow(Math.max(CHUNK, least));
    this.used = 0;
  }
}

/** Takes the memory of chunks for those to come: nobody may hold one of them any more. */
export function giveBack(chunks: readonly Uint8Array<ArrayBuffer>[]): void {
  for (const { buffer } of chunks) {
    if (buffer.byteLength === CHUNK && spare.length < MOST_SPARE) spare.push(Buffer.from(buffer));
  }
}
