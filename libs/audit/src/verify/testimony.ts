import type { SealedEvent } from '@milepost/lifecycle';
import type { VerifierKey } from '../note';
import { checkCheckpoint } from './check-checkpoint';
import { eventAt, type LookUp } from './diagnose';
import { elsewhere, onEvent, type Finding } from './finding';
import { notices } from './notices';
import type { PastRoots } from './past-roots';
import type { WalkPoint } from './walk-point';
import type { Witness } from './witness';

/** What witnesses and checkpoints say of the events of a store, compared with what a walk has met. */
export class Testimony {
  private readonly sizes: ReadonlySet<number>;
  /** So many events at the beginning are known to be unaltered. */
  private certain: number;

  constructor(
    private readonly store: LookUp,
    private readonly witnesses: readonly Witness[],
    private readonly keys: readonly VerifierKey[] | null,
    private readonly point: WalkPoint,
  ) {
    this.sizes = new Set(witnesses.map(({ size }) => size));
    this.certain = Math.max(0, ...point.checkpoints.map(({ size }) => size));
  }

  /** The first witness that knows of more events than were met. */
  get unheard(): Witness | undefined {
    return this.witnesses.find(({ size }) => size > this.point.tree.size);
  }

  /** Whether a witness knows of exactly so many events. */
  knows(size: number): boolean {
    return this.sizes.has(size);
  }

  /** Compares what was walked with what is known of as many events. */
  async hear(): Promise<Finding | undefined> {
    for (const witness of this.witnesses) {
      if (witness.size !== this.point.tree.size) continue;
      if (!this.point.tree.root().equals(witness.root)) {
        return (await this.findRewritten(witness)) ?? this.notAsKnown(witness);
      }
      this.certain = witness.size;
    }
    return undefined;
  }

  /** Whether a checkpoint event holds for the events before it. */
  async checkpoint(event: SealedEvent, past: PastRoots): Promise<Finding | undefined> {
    const checked = checkCheckpoint(event, this.keys, this.point.tree.size);
    if ('refused' in checked) {
      return onEvent(notices.forged, event, { reason: checked.refused.en, reasonZh: checked.refused.zh });
    }
    const { origin, size, root } = checked.head;
    if ((await past.rootAt(size))?.equals(root)) {
      const rootHash = root.toString('base64');
      this.point.checkpoints.push({ origin, size, rootHash, position: event.position });
      this.certain = Math.max(this.certain, size);
      return undefined;
    }
    if (!checked.signed) return onEvent(notices.untrue, event, this.doubtful(size));
    const name = { en: `the checkpoint at position ${event.position}`, zh: `位置 ${event.position} 的检查点` };
    return this.notAsKnown({ name, size, root });
  }

  private notAsKnown({ name, size }: Witness): Finding {
    return elsewhere(notices.notAsKnown, { ...this.doubtful(size), witness: name.en, witnessZh: name.zh });
  }

  /** Which of so many events may be those that were altered. */
  private doubtful(size: number): { from: number; to: number; before: number } {
    const before = Math.min(this.certain, size - 1);
    return { before, from: before + 1, to: size };
  }

  /** The first stream that ends otherwise than a witness knows. */
  private async findRewritten({ name, tails }: Witness): Promise<Finding | undefined> {
    if (tails === undefined) return undefined;
    const others = [...(await tails())].filter(([stream, { hash }]) => this.point.tails.get(stream)?.hash !== hash);
    for (const [stream, { revision }] of others) {
      const event = await eventAt(this.store, stream, revision);
      const params = { count: others.length, witness: name.en, witnessZh: name.zh };
      if (event) return onEvent(notices.rewritten, event, params);
    }
    return undefined;
  }
}
