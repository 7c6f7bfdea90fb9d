const CHUNK = 256 * 1024;
const NONE = Buffer.alloc(0);

/** Chunks given back: memory from the system costs a page fault for every 4 KB of it. */
const spare: Buffer[] = [];
const MOST_SPARE = 64;

/** Bytes that grow at their end, in chunks of which none is copied when more come. */
export class ByteChunks {
  /** The chunk being filled: write at `used` what was reserved, and move `used` on. */
  chunk: Buffer = NONE;
  used = 0;
  /** Whole chunks, with how much of each is used. */
  private readonly full: Buffer[] = [];
  private readonly ends: number[] = [];

  /** Makes room for so many bytes in one chunk. What was written since the last call stays together with what was before it. */
  reserve(bytes: number): void {
    if (this.chunk.length - this.used < bytes) this.grow(bytes);
  }

  get isEmpty(): boolean {
    return this.used === 0 && this.full.length === 0;
  }

  /** All bytes so far, in order. */
  *[Symbol.iterator](): Generator<Buffer> {
    for (const [index, chunk] of this.full.entries()) yield chunk.subarray(0, this.ends[index]);
    if (this.used > 0) yield this.chunk.subarray(0, this.used);
  }

  /** Forgets all bytes and gives the memory back: nobody may hold a chunk any more. */
  release(): void {
    for (const chunk of [...this.full, this.chunk]) {
      if (chunk.length === CHUNK && spare.length < MOST_SPARE) spare.push(chunk);
    }
    this.full.length = 0;
    this.ends.length = 0;
    this.chunk = NONE;
    this.used = 0;
  }

  private grow(least: number): void {
    if (this.used > 0) {
      this.full.push(this.chunk);
      this.ends.push(this.used);
    }
    const reused = least <= CHUNK ? spare.pop() : undefined;
    this.chunk = reused ?? Buffer.allocUnsafeSlow(Math.max(CHUNK, least));
    this.used = 0;
  }
}
