import { open, rename, rm } from 'node:fs/promises';
import type { Tail } from './fault';
import { RunningTree } from './running-tree';
import type { PassedCheckpoint, WalkPoint } from './walk-point';

const FORMAT = 'milepost-walk-1';
const HASH = /^[0-9a-f]{64}$/;
/** Lines written at once. */
const CHUNK = 1_000;

interface Header {
  readonly format: string;
  /** Instant at which it was written. */
  readonly at: string;
  readonly size: number;
  readonly position: string;
  readonly recordedAt: string;
  /** Those by which checkpoints were verified. */
  readonly keys: readonly string[];
  readonly frontier: readonly string[];
  readonly checkpoints: readonly PassedCheckpoint[];
  readonly streams: number;
}

/** Where a walk stood, and when that was. */
export interface RememberedWalk {
  readonly at: string;
  /** The public keys by which it verified checkpoints. */
  readonly keys: readonly string[];
  readonly point: WalkPoint;
}

/**
 * A file that says where a walk stood: one line of JSON, then a line for each stream, `hash revision stream`. It is
 * trusted as far as whoever can write to its folder: it vouches for events that are not checked again.
 */
export class WalkFile {
  constructor(readonly path: string) {}

  /** Writes it whole or not at all. */
  async write({ at, keys, point }: RememberedWalk): Promise<void> {
    const { position, recordedAt, tree, tails, checkpoints } = point;
    const frontier = tree.frontier.map((hash) => hash.toString('hex'));
    const rest = { size: tree.size, position, recordedAt, keys, frontier, checkpoints, streams: tails.size };
    const draft = `${this.path}.draft`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.write(`${JSON.stringify({ format: FORMAT, at, ...rest } satisfies Header)}\n`);
      let lines: string[] = [];
      for (const [stream, { revision, hash }] of tails) {
        lines.push(`${hash} ${revision} ${stream}\n`);
        if (lines.length < CHUNK) continue;
        await file.write(lines.join(''));
        lines = [];
      }
      await file.write(lines.join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.path);
  }

  /** @returns undefined when there is none, or none that can be used */
  async read(): Promise<RememberedWalk | undefined> {
    const header = await this.readHeader();
    if (header === undefined) return undefined;
    const tree = treeOf(header);
    if (tree === undefined) return undefined;
    const tails = await this.readTails();
    if (tails.size !== header.streams) return undefined;
    const { at, keys, position, recordedAt, checkpoints } = header;
    return { at, keys, point: { position, recordedAt, tree, tails, checkpoints: [...checkpoints] } };
  }

  /** The tree alone, which is small. @returns undefined as by `read` */
  async readTree(): Promise<{ at: string; tree: RunningTree } | undefined> {
    const header = await this.readHeader();
    const tree = header && treeOf(header);
    return tree && { at: header.at, tree };
  }

  async readTails(): Promise<Map<string, Tail>> {
    const tails = new Map<string, Tail>();
    for await (const line of this.lines()) {
      const [hash, revision, ...stream] = line.split(' ');
      if (HASH.test(hash)) tails.set(stream.join(' '), { hash, revision: Number(revision) });
    }
    return tails;
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  private async readHeader(): Promise<Header | undefined> {
    for await (const line of this.lines()) return parse(line);
    return undefined;
  }

  private async *lines(): AsyncGenerator<string> {
    const file = await open(this.path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    if (file === undefined) return;
    try {
      yield* file.readLines();
    } finally {
      await file.close();
    }
  }
}

function parse(line: string): Header | undefined {
  try {
    const header = JSON.parse(line) as Header;
    return header.format === FORMAT ? header : undefined;
  } catch {
    return undefined;
  }
}

function treeOf({ size, frontier }: Header): RunningTree | undefined {
  if (!frontier.every((hash) => HASH.test(hash))) return undefined;
  return RunningTree.at(
    size,
    frontier.map((hash) => Buffer.from(hash, 'hex')),
  );
}
