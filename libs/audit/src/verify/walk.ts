import type { EventStore } from '@milepost/event-store';
import { CHECKPOINT_ISSUED, type RecordedEvent, type SealedEvent } from '@milepost/lifecycle';
import type { VerifierKey } from '../note';
import { diagnose } from './diagnose';
import { diagnoseGap } from './diagnose-gap';
import { faultOf } from './fault';
import type { Finding } from './finding';
import { PastRoots } from './past-roots';
import { lookBeyond } from './store-end';
import { Testimony } from './testimony';
import type { WalkPoint } from './walk-point';
import type { Witness } from './witness';

export type WalkedStore = Pick<
  EventStore,
  'readSealed' | 'readStream' | 'readAll' | 'readHashes' | 'leafIndexOf' | 'head' | 'clockToleranceMs'
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
  private readonly testimony: Testimony;
  /** The event walked last, and the instant of the one before it. */
  private previous: RecordedEvent | undefined;
  private instantBefore = '';

  /** @param point where it begins; it goes on with the walk */
  constructor(
    private readonly point: WalkPoint,
    private readonly options: WalkOptions,
  ) {
    this.past = new PastRoots(options.store);
    this.testimony = new Testimony(options.store, options.witnesses, options.keys, point);
  }

  /** @returns the first damage, undefined when there is none, or when it was interrupted before it met any */
  async run(): Promise<Finding | undefined> {
    const { store, onPage, signal } = this.options;
    let ahead = this.read(this.point.position);
    while (signal?.aborted !== true) {
      const page = await ahead;
      if (page.length === 0) {
        const found = await lookBeyond(store, this.point, this.testimony.unheard);
        if (found !== 'more') return found;
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
      const fault = faultOf(event, tail, this.earliest());
      if (fault) {
        return diagnose(store, fault, { event, tail, previous: this.previous, instantBefore: this.instantBefore });
      }
      const untrue = event.type === CHECKPOINT_ISSUED && (await this.testimony.checkpoint(event, this.past));
      if (untrue) return untrue;
      this.take(event);
      const contradicted = this.testimony.knows(tree.size) && (await this.testimony.hear());
      if (contradicted) return contradicted;
    }
    return undefined;
  }

  /** The instant that the next event must not lie before. */
  private earliest(): string {
    const { recordedAt } = this.point;
    const { clockToleranceMs = 0 } = this.options.store;
    if (recordedAt === '' || clockToleranceMs === 0) return recordedAt;
    return new Date(Date.parse(recordedAt) - clockToleranceMs).toISOString();
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
}
