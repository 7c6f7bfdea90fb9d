import type { VerifierKey } from '../note';
import type { Finding } from './finding';
import { appendStored } from './past-roots';
import { RunningTree } from './running-tree';
import { Walk, type WalkedStore } from './walk';
import type { RememberedWalk, WalkFile } from './walk-file';
import { beginning, type WalkPoint } from './walk-point';
import type { Witness } from './witness';

/** Where walks are remembered: the last one that came to its end, and one that was interrupted since. */
export interface WalkFiles {
  readonly finished: WalkFile;
  readonly unfinished: WalkFile;
}

/** The checkpoint that is asked for: what its note says, or the size that a checkpoint of the store covers. */
export type Since = Witness | { readonly size: number };

export interface VerifyRequest {
  readonly store: WalkedStore;
  /** `null`: nothing is remembered. */
  readonly files: WalkFiles | null;
  /** What must be there still; what came before it need not be checked again, where a walk is remembered. */
  readonly since: Since | null;
  readonly keys: readonly VerifierKey[] | null;
  /** Begins anew, whatever is remembered. */
  readonly restart: boolean;
  /** The instant, ISO 8601. */
  readonly now: () => string;
  readonly onPage?: (point: WalkPoint) => void;
  /** A remembered walk that does not go with the store: all is walked again. */
  readonly onUnusable?: (walk: RememberedWalk) => void;
  readonly signal?: AbortSignal;
}

export interface Verdict {
  readonly finding: Finding | null;
  readonly interrupted: boolean;
  /** Events known to be unaltered now, those of a remembered walk included. */
  readonly events: number;
  /** How many of them an earlier walk vouches for. */
  readonly vouched: number;
  readonly streams: number;
  readonly checkpoints: number;
  /** Root of the tree over them, base64. */
  readonly rootHash: string;
  /** False when no checkpoint of the size that was asked for has been met. */
  readonly sinceMet: boolean;
}

/** How often an interrupted walk would lose, at most: events between two writes of the file. */
const SAVE_EVERY_EVENTS = 200_000;

/** Verifies a store: walks from its beginning, or on from where a walk stood. */
export async function verifyStore(request: VerifyRequest): Promise<Verdict> {
  const { store, files, since, restart, signal } = request;
  const finished = await files?.finished.read();
  const remembered = restart
    ? undefined
    : ((await files?.unfinished.read()) ?? (since === null ? undefined : finished));
  const resumed = remembered && (await goesOn(remembered, request));
  if (remembered && !resumed) request.onUnusable?.(remembered);
  const point = resumed ? remembered.point : beginning();
  const vouched = point.tree.size;
  const witnesses = (await witnessesOf(request)).filter(({ size }) => size > vouched);

  let saved = vouched;
  const onPage = async (reached: WalkPoint): Promise<void> => {
    request.onPage?.(reached);
    if (files === null || reached.tree.size - saved < SAVE_EVERY_EVENTS) return;
    saved = reached.tree.size;
    await files.unfinished.write(reached, request.now());
  };
  const walk = new Walk(point, { store, witnesses, keys: request.keys, onPage, signal });
  const finding = (await walk.run()) ?? null;
  const interrupted = finding === null && signal?.aborted === true;
  if (files !== null && finding === null) await remember(files, point, request.now(), interrupted);
  return {
    finding,
    interrupted,
    events: point.tree.size,
    vouched,
    streams: point.tails.size,
    checkpoints: point.checkpoints.length,
    rootHash: point.tree.root().toString('base64'),
    sinceMet: since === null || 'root' in since || point.checkpoints.some(({ size }) => size === since.size),
  };
}

/** An interrupted walk is gone on with; one that came to its end only where no more than what came since is asked for. */
async function recall({ unfinished, finished }: WalkFiles, since: Since | null): Promise<RememberedWalk | undefined> {
  return (await unfinished.read()) ?? (since === null ? undefined : await finished.read());
}

async function remember(files: WalkFiles, point: WalkPoint, at: string, interrupted: boolean): Promise<void> {
  if (interrupted) return files.unfinished.write(point, at);
  await files.finished.write(point, at);
  await files.unfinished.remove();
}

/**
 * Whether a remembered walk can be gone on with: the hashes that the store keeps of the events before are those that
 * the walk saw, and those that the checkpoints signed, the one that is asked for included. What the events themselves
 * hold is not read again.
 */
async function goesOn({ point }: RememberedWalk, { store, since }: VerifyRequest): Promise<boolean> {
  const { tree, checkpoints } = point;
  const expected = new Map([[tree.size, tree.root()]]);
  for (const { size, rootHash } of checkpoints) expected.set(size, Buffer.from(rootHash, 'base64'));
  if (since && !('root' in since) && !expected.has(since.size) && since.size <= tree.size) return false;
  if (since && 'root' in since && since.size <= tree.size) expected.set(since.size, since.root);
  const stored = RunningTree.empty();
  let same = true;
  const compare = ({ size }: RunningTree) => {
    const root = expected.get(size);
    if (root !== undefined && !stored.root().equals(root)) same = false;
  };
  return (await appendStored(stored, store, tree.size, compare)) && same;
}

async function witnessesOf({ since, files }: VerifyRequest): Promise<Witness[]> {
  const witnesses: Witness[] = since !== null && 'root' in since ? [since] : [];
  const last = await files?.finished.readTree();
  if (files && last) {
    const name = { en: `the walk of ${last.at}`, zh: `${last.at} 的核验` };
    const tails = () => files.finished.readTails();
    witnesses.push({ name, size: last.tree.size, root: last.tree.root(), tails });
  }
  return witnesses.sort((a, b) => a.size - b.size);
}
