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

/** Why a remembered walk can't be gone on with: other keys, or other hashes in the store. */
export type Unusable = 'keys' | 'hashes';

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
  /** A walk was remembered, of the instant told, and can't be gone on with: all is walked again. */
  readonly onUnusable?: (at: string, why: Unusable) => void;
  readonly signal?: AbortSignal;
  /** Events read at once. */
  readonly pageSize?: number;
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

/** What a walk that ends without warning loses at most. */
const SAVE_EVERY_EVENTS = 200_000;

/** Verifies a store: walks from its beginning, or on from where a walk stood. */
export async function verifyStore(request: VerifyRequest): Promise<Verdict> {
  const { store, files, since, signal, pageSize } = request;
  const point = (await pointToGoOnFrom(request)) ?? beginning();
  const vouched = point.tree.size;
  const witnesses = (await witnessesOf(request)).filter(({ size }) => size > vouched);
  const keys = request.keys?.map(String) ?? [];

  let saved = vouched;
  const onPage = async (reached: WalkPoint): Promise<void> => {
    request.onPage?.(reached);
    if (files === null || reached.tree.size - saved < SAVE_EVERY_EVENTS) return;
    saved = reached.tree.size;
    await files.unfinished.write({ at: request.now(), keys, point: reached });
  };
  const walk = new Walk(point, { store, witnesses, keys: request.keys, onPage, signal, pageSize });
  const finding = (await walk.run()) ?? null;
  const interrupted = finding === null && signal?.aborted === true;
  if (files !== null && finding === null) {
    await (interrupted ? files.unfinished : files.finished).write({ at: request.now(), keys, point });
    if (!interrupted) await files.unfinished.remove();
  }
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
async function pointToGoOnFrom(request: VerifyRequest): Promise<WalkPoint | undefined> {
  const { files, since, restart, onUnusable } = request;
  if (files === null || restart) return undefined;
  const remembered = (await files.unfinished.read()) ?? (since === null ? undefined : await files.finished.read());
  if (remembered === undefined) return undefined;
  const why = await whyUnusable(remembered, request);
  if (why === null) return remembered.point;
  onUnusable?.(remembered.at, why);
  return undefined;
}

/**
 * A remembered walk can be gone on with when it verified checkpoints by the keys that are given now, and when the hashes
 * that the store keeps of the events before are those that it saw and that the checkpoints signed, the one that is asked
 * for included. What the events themselves hold is not read again.
 */
async function whyUnusable({ point, keys }: RememberedWalk, request: VerifyRequest): Promise<Unusable | null> {
  if (request.keys?.some((key) => !keys.includes(String(key)))) return 'keys';
  const { tree, checkpoints } = point;
  const { since, store } = request;
  const expected = new Map([[tree.size, tree.root()]]);
  for (const { size, rootHash } of checkpoints) expected.set(size, Buffer.from(rootHash, 'base64'));
  let same = true;
  const compare = (reached: RunningTree): void => {
    const root = expected.get(reached.size);
    if (root !== undefined && !reached.root().equals(root)) same = false;
    if (since !== null && 'root' in since && since.size === reached.size) same &&= reached.root().equals(since.root);
  };
  return (await appendStored(RunningTree.empty(), store, tree.size, compare)) && same ? null : 'hashes';
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
