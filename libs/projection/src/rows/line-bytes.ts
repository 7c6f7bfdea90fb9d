const CHUNK = 256 * 1024;
const LINE_END = 10;
const NONE = Buffer.alloc(0);
/** Most bytes that a UTF-16 unit takes in UTF-8. */
const WIDEST = 3;

/** Chunks given back: memory from the system costs a page fault for every 4 KB of it. */
const spare: Buffer[] = [];
const MOST_SPARE = 64;

/**
 * Lines of COPY's text format as bytes. A line is encoded when it comes: kept as the string it was pieced together as,
 * each of a million lines would be dozens of objects for the garbage collector to carry along.
 */
export class LineBytes {
  /** Whole chunks, with how much of each is used. */
  private readonly full: Buffer[] = [];
  private readonly ends: number[] = [];
  private chunk: Buffer = NONE;
  private used = 0;
  private lines = 0;

  get count(): number {
    return this.lines;
  }

  /** Adds a line, given without its end. */
  add(line: string): void {
    const most = line.length * WIDEST + 1;
    if (this.chunk.length - this.used < most) this.grow(most);
    this.used += this.chunk.write(line, this.used);
    this.chunk[this.used++] = LINE_END;
    this.lines += 1;
  }

  /** All lines so far, in chunks that end where a line does. */
  *chunks(): Generator<Buffer> {
    for (const [index, chunk] of this.full.entries()) yield chunk.subarray(0, this.ends[index]);
    if (this.used > 0) yield this.chunk.subarray(0, this.used);
  }

  /** Forgets all lines and gives the memory back: nobody may hold a chunk any more. */
  release(): void {
    const own = [...this.full, this.chunk].filter(({ length }) => length === CHUNK);
    spare.push(...own.slice(0, MOST_SPARE - spare.length));
    this.full.length = 0;
    this.ends.length = 0;
    this.chunk = NONE;
    this.used = 0;
    this.lines = 0;
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
