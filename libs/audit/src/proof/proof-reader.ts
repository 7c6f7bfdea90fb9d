import type { EventStore } from '@milepost/event-store';
import type { Checkpoint } from '../log/checkpoint';
import type { CheckpointTable } from '../log/checkpoint-table';
import type { StoredTree } from '../log/stored-tree';
import { proveConsistency, proveInclusion, TreeMismatch, verifyConsistency, verifyInclusion } from '../merkle';
import { notices, refusal } from '../notices';

export interface InclusionProof {
  readonly eventId: string;
  /** How many events come before it. */
  readonly leafIndex: number;
  /** The event's hash: the leaf. */
  readonly eventHash: Buffer;
  readonly size: number;
  readonly root: Buffer;
  readonly hashes: readonly Buffer[];
  /** The one of this size. */
  readonly checkpoint: Checkpoint | null;
}

export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Buffer;
  readonly toRoot: Buffer;
  readonly hashes: readonly Buffer[];
  readonly fromCheckpoint: Checkpoint | null;
  readonly toCheckpoint: Checkpoint | null;
}

interface AskedInclusion {
  readonly eventId: string;
  /** Of the tree; of the newest checkpoint, by default. */
  readonly size?: number | null;
  /** Instant up to which events and checkpoints count; all of them, by default. */
  readonly knownAt?: string | null;
}

interface AskedConsistency {
  readonly from: number;
  readonly to: number;
  readonly knownAt?: string | null;
}

/** Proves what the tree over the store holds. A proof that does not hold, or not against what was signed, is not given. */
export class ProofReader {
  constructor(
    private readonly store: Pick<EventStore, 'leafIndexOf' | 'positionAt' | 'readAll' | 'readHashes'>,
    private readonly tree: StoredTree,
    /** `null` where no key tells whose checkpoints are meant. */
    private readonly checkpoints: CheckpointTable | null,
  ) {}

  /**
   * Proves that an event is in the tree of a size.
   * @throws DomainError `event.unknown`, `proof.not-covered`, `proof.leaf-beyond-size`, `proof.size-beyond-store`,
   *   `proof.inconsistent`, `checkpoint.not-configured`
   */
  async inclusion({ eventId, size: asked, knownAt = null }: AskedInclusion): Promise<InclusionProof> {
    const index = await this.store.leafIndexOf(eventId);
    if (index === undefined) throw refusal(notices.eventUnknown('eventId', { id: eventId }));
    const size = asked ?? (await this.sizeCovering(eventId, index, knownAt));
    if (index >= size) throw refusal(notices.leafBeyondSize('size', { leaf: index, size }));
    return orInconsistent(size, () => this.inclusionOf(eventId, index, size, knownAt));
  }

  private async inclusionOf(
    eventId: string,
    index: number,
    size: number,
    knownAt: string | null,
  ): Promise<InclusionProof> {
    await this.assertStored(size, 'size', knownAt);
    const [{ root, hashes }, [eventHash], checkpoint] = await Promise.all([
      proveInclusion(this.tree, index, size),
      this.store.readHashes(index, 1),
      this.checkpointOf(size, knownAt),
    ]);
    const leaf = eventHash ?? Buffer.alloc(0);
    const holds = verifyInclusion({ leaf, index, size, root, hashes });
    if (!holds || !isSigned(root, checkpoint)) throw refusal(notices.proofInconsistent(null, { size }));
    return { eventId, leafIndex: index, eventHash: leaf, size, root, hashes, checkpoint };
  }

  /**
   * Proves that the first `from` of the first `to` events are those of the tree of size `from`.
   * @throws DomainError `proof.from-beyond-to`, `proof.size-beyond-store`, `proof.inconsistent`
   */
  async consistency(asked: AskedConsistency): Promise<ConsistencyProof> {
    const { from, to } = asked;
    if (from > to) throw refusal(notices.fromBeyondTo('from', { from, to }));
    return orInconsistent(to, () => this.consistencyOf(asked));
  }

  private async consistencyOf({ from, to, knownAt = null }: AskedConsistency): Promise<ConsistencyProof> {
    await this.assertStored(to, 'to', knownAt);
    const [{ olderRoot, newerRoot, hashes }, fromCheckpoint, toCheckpoint] = await Promise.all([
      proveConsistency(this.tree, from, to),
      this.checkpointOf(from, knownAt),
      this.checkpointOf(to, knownAt),
    ]);
    const holds = verifyConsistency({ older: from, newer: to, olderRoot, newerRoot, hashes });
    if (!isSigned(olderRoot, fromCheckpoint)) throw refusal(notices.proofInconsistent(null, { size: from }));
    if (!holds || !isSigned(newerRoot, toCheckpoint)) throw refusal(notices.proofInconsistent(null, { size: to }));
    return { from, to, fromRoot: olderRoot, toRoot: newerRoot, hashes, fromCheckpoint, toCheckpoint };
  }

  private async sizeCovering(eventId: string, index: number, knownAt: string | null): Promise<number> {
    if (this.checkpoints === null) throw refusal(notices.notConfigured(null));
    const latest = await this.checkpoints.latest(knownAt);
    if (latest === null || latest.size <= index) throw refusal(notices.notCovered('eventId', { id: eventId }));
    return latest.size;
  }

  private async assertStored(size: number, field: string, knownAt: string | null): Promise<void> {
    const stored = await this.tree.grow();
    const most = knownAt === null ? stored : Math.min(stored, await this.recordedBy(knownAt));
    if (size > most) throw refusal(notices.sizeBeyondStore(field, { stored: most, size }));
  }

  /** How many events were recorded up to an instant: as many as come before the first one after it. */
  private async recordedBy(instant: string): Promise<number> {
    const [next] = await this.store.readAll({ after: await this.store.positionAt(instant), limit: 1 });
    return (next && (await this.store.leafIndexOf(next.id))) ?? Infinity;
  }

  private async checkpointOf(size: number, knownAt: string | null): Promise<Checkpoint | null> {
    return (await this.checkpoints?.ofSize(size, knownAt)) ?? null;
  }
}

const isSigned = (root: Buffer, checkpoint: Checkpoint | null): boolean =>
  checkpoint === null || checkpoint.rootHash === root.toString('base64');

async function orInconsistent<Proof>(size: number, prove: () => Promise<Proof>): Promise<Proof> {
  return prove().catch((error: unknown) => {
    throw error instanceof TreeMismatch ? refusal(notices.proofInconsistent(null, { size })) : error;
  });
}
