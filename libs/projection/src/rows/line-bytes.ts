const CHUNK = 256 * 1024;
const LINE_END = 10;
/** Most bytes that a UTF-16 unit takes in UTF-8. */
const WIDEST = 3;

/**
 * Lines of COPY's text format as bytes. A line is encoded when it comes: kept as the string it was pieced together as,
 * each of a million lines would be dozens of objects for the garbage collector to carry along.
 */
export class LineBytes {
  private readonly full: Buffer[] = [];
  private chunk = Buffer.alloc(0);
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
    yield* this.full;
    if (this.used > 0) yield this.chunk.subarray(0, this.used);
  }

  private grow(least: number): void {
    if (this.used > 0) this.full.push(this.chunk.subarray(0, this.used));
    this.chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK, least));
    this.used = 0;
  }
}
