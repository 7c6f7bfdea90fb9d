import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
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
  readonly frontier: readonly string[];
  readonly checkpoints: readonly PassedCheckpoint[];
  readonly streams: number;
}

/** Where a walk stood, as a file has it, and when that was. */
export interface RememberedWalk {
  readonly at: string;
  readonly point: WalkPoint;
}

/**
 * A file that says where a walk stood: one line of JSON, then a line for each stream, `hash revision stream`. It is
 * trusted as far as whoever can write to its folder: it vouches for events that are not checked again.
 */
export class WalkFile {
  constructor(readonly path: string) {}

  /** Writes it whole or not at all. */
  async write({ position, recordedAt, tree, tails, checkpoints }: WalkPoint, at: string): Promise<void> {
    const frontier = tree.frontier.map((hash) => hash.toString('hex'));
    const rest = { size: tree.size, position, recordedAt, frontier, checkpoints, streams: tails.size };
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
    const tree = RunningTree.at(
      header.size,
      header.frontier.map((hash) => Buffer.from(hash, 'hex')),
    );
    const tails = await this.readTails();
    if (tree === undefined || tails.size !== header.streams) return undefined;
    const { at, position, recordedAt, checkpoints } = header;
    return { at, point: { position, recordedAt, tree, tails, checkpoints: [...checkpoints] } };
  }

  async readTails(): Promise<Map<string, Tail>> {
    const tails = new Map<string, Tail>();
    for await (const line of createInterface({ input: createReadStream(this.path), crlfDelay: Infinity })) {
      const [hash, revision, ...stream] = line.split(' ');
      if (HASH.test(hash)) tails.set(stream.join(' '), { hash, revision: Number(revision) });
    }
    return tails;
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  private async readHeader(): Promise<Header | undefined> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    const header = parse(text.slice(0, text.indexOf('\n')));
    return header?.format === FORMAT && header.frontier.every((hash) => HASH.test(hash)) ? header : undefined;
  }
}

function parse(line: string): Header | undefined {
  try {
    return JSON.parse(line) as Header;
  } catch {
    return undefined;
  }
}
