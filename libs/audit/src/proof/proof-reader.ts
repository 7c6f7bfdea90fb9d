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

/** Proves what the tree over the store holds. A proof that does not hold, or not against what was signed, is not given. */
export class ProofReader {
  constructor(
    private readonly store: Pick<EventStore, 'leafIndexOf' | 'readHashes'>,
    private readonly tree: StoredTree,
    /** `null` where no key tells whose checkpoints are meant. */
    private readonly checkpoints: CheckpointTable | null,
  ) {}

  /**
   * Proves that an event is in the tree of a size; of the newest checkpoint, by default.
   * @throws DomainError `event.unknown`, `proof.not-covered`, `proof.leaf-beyond-size`, `proof.size-beyond-store`,
   *   `proof.inconsistent`, `checkpoint.not-configured`
   */
  async inclusion(eventId: string, askedSize?: number | null): Promise<InclusionProof> {
    const index = await this.store.leafIndexOf(eventId);
    if (index === undefined) throw refusal(notices.eventUnknown('eventId', { id: eventId }));
    const size = askedSize ?? (await this.sizeCovering(eventId, index));
    if (index >= size) throw refusal(notices.leafBeyondSize('size', { leaf: index, size }));
    return orInconsistent(size, () => this.inclusionOf(eventId, index, size));
  }

  private async inclusionOf(eventId: string, index: number, size: number): Promise<InclusionProof> {
    await this.assertStored(size, 'size');
    const [{ root, hashes }, [eventHash], checkpoint] = await Promise.all([
      proveInclusion(this.tree, index, size),
      this.store.readHashes(index, 1),
      this.checkpointOf(size),
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
  async consistency(from: number, to: number): Promise<ConsistencyProof> {
    if (from > to) throw refusal(notices.fromBeyondTo('from', { from, to }));
    return orInconsistent(to, () => this.consistencyOf(from, to));
  }

  private async consistencyOf(from: number, to: number): Promise<ConsistencyProof> {
    await this.assertStored(to, 'to');
    const [{ olderRoot, newerRoot, hashes }, fromCheckpoint, toCheckpoint] = await Promise.all([
      proveConsistency(this.tree, from, to),
      this.checkpointOf(from),
      this.checkpointOf(to),
    ]);
    const holds = verifyConsistency({ older: from, newer: to, olderRoot, newerRoot, hashes });
    if (!isSigned(olderRoot, fromCheckpoint)) throw refusal(notices.proofInconsistent(null, { size: from }));
    if (!holds || !isSigned(newerRoot, toCheckpoint)) throw refusal(notices.proofInconsistent(null, { size: to }));
    return { from, to, fromRoot: olderRoot, toRoot: newerRoot, hashes, fromCheckpoint, toCheckpoint };
  }

  private async sizeCovering(eventId: string, index: number): Promise<number> {
    if (this.checkpoints === null) throw refusal(notices.notConfigured(null));
    const latest = await this.checkpoints.latest();
    if (latest === null || latest.size <= index) throw refusal(notices.notCovered('eventId', { id: eventId }));
    return latest.size;
  }

  private async assertStored(size: number, field: string): Promise<void> {
    const stored = await this.tree.grow();
    if (size > stored) throw refusal(notices.sizeBeyondStore(field, { stored, size }));
  }

  private async checkpointOf(size: number): Promise<Checkpoint | null> {
    return (await this.checkpoints?.ofSize(size)) ?? null;
  }
}

const isSigned = (root: Buffer, checkpoint: Checkpoint | null): boolean =>
  checkpoint === null || checkpoint.rootHash === root.toString('base64');

async function orInconsistent<Proof>(size: number, prove: () => Promise<Proof>): Promise<Proof> {
  return prove().catch((error: unknown) => {
    throw error instanceof TreeMismatch ? refusal(notices.proofInconsistent(null, { size })) : error;
  });
}
