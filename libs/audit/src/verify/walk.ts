import type { EventStore } from '@milepost/event-store';
import { CHECKPOINT_ISSUED, type RecordedEvent, type SealedEvent } from '@milepost/lifecycle';
import type { VerifierKey } from '../note';
import { checkCheckpoint } from './check-checkpoint';
import { diagnose, eventAt } from './diagnose';
import { diagnoseGap } from './diagnose-gap';
import { faultOf } from './fault';
import { elsewhere, onEvent, type Finding } from './finding';
import { notices } from './notices';
import { PastRoots } from './past-roots';
import type { WalkPoint } from './walk-point';
import type { Witness } from './witness';

export type WalkedStore = Pick<
  EventStore,
  'readSealed' | 'readStream' | 'readAll' | 'readHashes' | 'leafIndexOf' | 'head'
>;

export interface WalkOptions {
  readonly store: WalkedStore;
  readonly witnesses: readonly Witness[];
  /** Keys that sign the store's checkpoints; `null` when none is known. */
  readonly keys: readonly VerifierKey[] | null;
  /** Told after each page; the point is the walk's own, and goes on. */
  readonly onPage: (point: WalkPoint) => void | Promise<void>;
  readonly signal?: AbortSignal;
  /** Events read at once; 2,048 by default. Two pages are in memory: one is checked while the next is read. */
  readonly pageSize?: number;
}

const PAGE = 2_048;

/** Walks through all events in global order, and stops at the first that is not as it should be. */
export class Walk {
  private readonly past: PastRoots;
  /** The event walked last, and the instant of the one before it. */
  private previous: RecordedEvent | undefined;
  private instantBefore = '';
  /** So many events at the beginning are known to be unaltered. */
  private certain = 0;

  constructor(
    readonly point: WalkPoint,
    private readonly options: WalkOptions,
  ) {
    this.past = new PastRoots(options.store);
    this.certain = Math.max(0, ...point.checkpoints.map(({ size }) => size));
  }

  /** @returns the first damage, undefined when there is none, or when it was interrupted before it met any */
  async run(): Promise<Finding | undefined> {
    const { onPage, signal } = this.options;
    let ahead = this.read(this.point.position);
    while (signal?.aborted !== true) {
      const page = await ahead;
      if (page.length === 0) {
        const { ended, finding } = await this.lookBeyond();
        if (ended) return finding;
        ahead = this.read(this.point.position);
        continue;
      }
      ahead = this.read(page[page.length - 1].position);
      const finding = await this.check(page);
      if (finding) return finding;
      await onPage(this.point);
    }
    return undefined;
  }

  private read(after: string): Promise<SealedEvent[]> {
    const page = this.options.store.readSealed({ after, limit: this.options.pageSize ?? PAGE });
    // Its failure shows when it is awaited, unless the walk ends before.
    page.catch(() => undefined);
    return page;
  }

  private async check(page: readonly SealedEvent[]): Promise<Finding | undefined> {
    const { tree, tails } = this.point;
    const { store } = this.options;
    this.past.mark(tree);
    const misplaced = await this.firstMisplaced(page);
    for (const [index, event] of page.entries()) {
      if (index === misplaced) return diagnoseGap(store, tails, event, tree.size);
      const tail = tails.get(event.stream);
      const fault = faultOf(event, tail, this.point.recordedAt);
      if (fault) {
        return diagnose(store, fault, { event, tail, previous: this.previous, instantBefore: this.instantBefore });
      }
      if (event.type === CHECKPOINT_ISSUED) {
        const finding = await this.checkCheckpoint(event);
        if (finding) return finding;
      }
      this.take(event);
      for (const witness of this.options.witnesses) {
        if (witness.size !== tree.size) continue;
        const finding = await this.hear(witness);
        if (finding) return finding;
      }
    }
    return undefined;
  }

  private take(event: SealedEvent): void {
    const { point } = this;
    const leaf = Buffer.from(event.hash, 'hex');
    point.tree.append(leaf);
    this.past.add(leaf);
    point.tails.set(event.stream, { revision: event.revision, hash: event.hash });
    this.instantBefore = point.recordedAt;
    point.recordedAt = event.recordedAt;
    point.position = event.position;
    this.previous = event;
  }

  /** Index of the first event of a page that the store counts otherwise than the walk; -1 when there is none. */
  private async firstMisplaced(page: readonly SealedEvent[]): Promise<number> {
    const { store } = this.options;
    const { size } = this.point.tree;
    const inPlace = async (index: number) => (await store.leafIndexOf(page[index].id)) === size + index;
    if (await inPlace(page.length - 1)) return -1;
    let [low, high] = [0, page.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (await inPlace(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private async checkCheckpoint(event: SealedEvent): Promise<Finding | undefined> {
    const { point } = this;
    const checked = checkCheckpoint(event, this.options.keys, point.tree.size);
    if ('refused' in checked) {
      return onEvent(notices.forged, event, { reason: checked.refused.en, reasonZh: checked.refused.zh });
    }
    const { origin, size, root } = checked.head;
    const reached = await this.past.rootAt(size);
    if (reached?.equals(root)) {
      point.checkpoints.push({ origin, size, rootHash: root.toString('base64'), position: event.position });
      this.certain = Math.max(this.certain, size);
      return undefined;
    }
    if (!checked.signed) return onEvent(notices.untrue, event, this.doubtful(size));
    const name = { en: `the checkpoint at position ${event.position}`, zh: `位置 ${event.position} 的检查点` };
    return this.notAsKnown({ name, size, root });
  }

  /** Compares what was walked with what a witness knows of as many events. */
  private async hear(witness: Witness): Promise<Finding | undefined> {
    if (this.point.tree.root().equals(witness.root)) {
      this.certain = Math.max(this.certain, witness.size);
      return undefined;
    }
    return (await this.findRewritten(witness)) ?? this.notAsKnown(witness);
  }

  private notAsKnown({ name, size }: Witness): Finding {
    const range = this.doubtful(size);
    return elsewhere(notices.notAsKnown, { ...range, witness: name.en, witnessZh: name.zh });
  }

  private doubtful(size: number): { from: number; to: number; before: number } {
    const before = Math.min(this.certain, size - 1);
    return { before, from: before + 1, to: size };
  }

  /** The first stream that ends otherwise than a witness knows. */
  private async findRewritten({ name, tails }: Witness): Promise<Finding | undefined> {
    if (tails === undefined) return undefined;
    const others = [...(await tails())].filter(([stream, { hash }]) => this.point.tails.get(stream)?.hash !== hash);
    for (const [stream, { revision }] of others) {
      const event = await eventAt(this.options.store, stream, revision);
      const params = { count: others.length, witness: name.en, witnessZh: name.zh };
      if (event) return onEvent(notices.rewritten, event, params);
    }
    return undefined;
  }

  /** What there is after the last event that was read: more of them, nothing, or what should not be. */
  private async lookBeyond(): Promise<{ ended: boolean; finding?: Finding }> {
    const { store, witnesses } = this.options;
    const { position, tree } = this.point;
    const head = await store.head();
    if (head !== position) {
      const [event] = await store.readAll({ after: position, limit: 1 });
      if (event) return { ended: false };
      const [beyond] = await store.readAll({ after: head, limit: 1 });
      const finding = beyond
        ? onEvent(notices.beyondHead, beyond, { head })
        : elsewhere(notices.cutOffHead, { position, head }, { position });
      return { ended: true, finding };
    }
    const missed = witnesses.find(({ size }) => size > tree.size);
    if (missed === undefined) return { ended: true };
    const { name, size: expected } = missed;
    const params = { size: tree.size, expected, witness: name.en, witnessZh: name.zh, position };
    return { ended: true, finding: elsewhere(notices.cutOff, params, { position }) };
  }
}
