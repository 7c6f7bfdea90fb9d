import { ByteChunks } from './byte-chunks';

const LINE_END = 10;
/** Most bytes that a UTF-16 unit takes in UTF-8. */
const WIDEST = 3;

/**
 * Lines of COPY's text format as bytes. A line is encoded when it comes: kept as the string it was pieced together as,
 * each of a million lines would be dozens of objects for the garbage collector to carry along.
 */
export class LineBytes {
  private readonly bytes = new ByteChunks();
  private lines = 0;

  get count(): number {
    return this.lines;
  }

  /** Adds a line, given without its end. */
  add(line: string): void {
    const { bytes } = this;
    bytes.reserve(line.length * WIDEST + 1);
    bytes.used += bytes.chunk.write(line, bytes.used);
    bytes.chunk[bytes.used++] = LINE_END;
    this.lines += 1;
  }

  /** All lines so far, in chunks that end where a line does. */
  chunks(): Iterable<Uint8Array> {
    return this.bytes;
  }

  /** Forgets all lines and gives the memory back: nobody may hold a chunk any more. */
  release(): void {
    this.bytes.release();
    this.lines = 0;
  }
}
