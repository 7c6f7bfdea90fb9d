import type { EventStore, SealedLoader } from '@milepost/event-store';
import type { Notice } from '@milepost/lifecycle';
import type { VerifierKey } from '../note';
import { verifyStore } from '../verify';
import { compareLeaves, eventOfLeaf } from './compare-leaves';
import { copyEvents } from './copy-events';
import { notices } from './notices';
import { MigrationRefused } from './refusal';

/** What a migration is at: holding what both have against each other, copying the rest, reading all of it again. */
export type Phase = 'compare' | 'copy' | 'verify';

export interface MigrateRequest {
  readonly source: EventStore;
  readonly target: EventStore & SealedLoader;
  /** Keys by which checkpoints must be signed; `null`: signatures are not asked for. */
  readonly keys: readonly VerifierKey[] | null;
  readonly now: () => string;
  readonly onProgress?: (phase: Phase, done: number, total: number) => void;
  readonly signal?: AbortSignal;
  readonly pageSize?: number;
}

/** What came of it. */
export interface Migration {
  /**
   * - `verified`: the target holds what the source does, and was read again from its first event to its last;
   * - `grown`: the source has grown meanwhile, by `more` events;
   * - `interrupted`: the same again goes on;
   * - `different`: what arrived is not what was sent, for `reason`.
   */
  readonly outcome: 'verified' | 'grown' | 'interrupted' | 'different';
  /** Events in the target. */
  readonly events: number;
  /** How many of them were copied now. */
  readonly copied: number;
  /** Seconds that it took to copy those. */
  readonly seconds: number;
  readonly more: number;
  readonly reason: Notice | null;
  /** Root of the tree over all events, base64; of both stores when it is verified. */
  readonly rootHash: string;
  readonly streams: number;
  readonly checkpoints: number;
}

/**
 * Copies a store into another, or goes on where that was cut off, and verifies the copy.
 * @throws MigrationRefused when the target holds other events
 * @throws what `SealedLoader.loadSealed` does
 */
export async function migrateStore(request: MigrateRequest): Promise<Migration> {
  const { source, target, signal, pageSize, onProgress } = request;
  const total = await source.count();
  const from = await commonBeginning(request, total);
  const began = performance.now();
  const onCopied = (count: number) => onProgress?.('copy', count, total);
  const events = await copyEvents({ source, target, from, to: total, onProgress: onCopied, signal, pageSize });
  const copied = { events, copied: events - from, seconds: (performance.now() - began) / 1_000 };
  const soFar = { ...copied, more: 0, reason: null, rootHash: '', streams: 0, checkpoints: 0 };
  if (signal?.aborted === true) return { ...soFar, outcome: 'interrupted' };
  const more = (await source.count()) - total;
  if (more > 0) return { ...soFar, outcome: 'grown', more };
  return verifyCopy(request, soFar);
}

/** How many events the target holds: the first ones of the source. */
async function commonBeginning({ source, target, onProgress }: MigrateRequest, total: number): Promise<number> {
  const held = await target.count();
  onProgress?.('compare', 0, held);
  const { same } = await compareLeaves(source, target, Math.min(held, total));
  if (same === held) return same;
  const other = await eventOfLeaf(target, same);
  const { id, stream, revision } = other ?? { id: '?', stream: '?', revision: '?' };
  const about = { id, stream, revision, number: same + 1, count: total };
  throw new MigrationRefused((same === total ? notices.moreEvents : notices.otherEvents)(null, about));
}

async function verifyCopy(request: MigrateRequest, soFar: Omit<Migration, 'outcome'>): Promise<Migration> {
  const { source, target, keys, now, signal, onProgress } = request;
  const { events } = soFar;
  const differs = (reason: Notice): Migration => ({ ...soFar, outcome: 'different', reason });
  const { same, tree, ended } = await compareLeaves(source, target, events);
  if (ended !== undefined) {
    const [storeEn, storeZh] = ended === 'source' ? ['source', '源库'] : ['target', '目标库'];
    return differs(notices.ends(null, { expected: events, count: same, storeEn, storeZh }));
  }
  if (same < events) {
    const { id, stream, revision } = (await eventOfLeaf(source, same))!;
    return differs(notices.differs(null, { number: same + 1, id, stream, revision }));
  }
  const walk = await verifyStore({
    store: target,
    files: null,
    since: null,
    keys,
    restart: true,
    now,
    signal,
    onPage: (point) => onProgress?.('verify', point.tree.size, Math.max(events, point.tree.size)),
  });
  const { streams, checkpoints, rootHash } = walk;
  if (walk.finding) return differs(walk.finding.notice);
  if (walk.interrupted) return { ...soFar, outcome: 'interrupted' };
  const root = tree.root().toString('base64');
  if (walk.events > events) {
    const { id, stream, revision } = (await eventOfLeaf(target, events))!;
    return differs(notices.moreEvents(null, { count: events, id, stream, revision }));
  }
  if (rootHash !== root) return differs(notices.rootDiffers(null, { count: events, source: root, target: rootHash }));
  const more = (await source.count()) - events;
  const found = { ...soFar, rootHash, streams, checkpoints };
  return more > 0 ? { ...found, outcome: 'grown', more } : { ...found, outcome: 'verified' };
}
