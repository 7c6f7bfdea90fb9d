import type { EventStore, StreamwiseReader } from '@milepost/event-store';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { eventsUpTo } from '../check/streams';
import type { AnyProjection } from '../projection';
import { Breath } from '../follow/breath';
import { sharedSteps } from './key-fold';
import { byStream, StreamFold, type StreamPage } from './stream-fold';
import { type Between, wholeStreams } from './whole-streams';

/** Where a view's streams are folded: in the process that builds it, or elsewhere together with those of other views. */
export interface Folding {
  /**
   * Folds all streams, up to `head` or a position near it.
   * @returns the position, and the rows, page by page: a page's memory is handed to `done` once it has been written
   */
  begin(projection: string, head: string): Promise<FoldingPages>;

  /** Called when a view wants no pages, or no more of them: nobody waits for it. Calling again does nothing. */
  leave(projection: string): void;
}

export interface FoldingPages {
  readonly upTo: string;
  readonly pages: AsyncIterable<StreamPage>;
  /** Called with the chunks of a page that has been written. */
  done(chunks: readonly Uint8Array<ArrayBuffer>[]): void;
}

/** Folds in turn in all projections the streams of the ranges, and hands over what a page of them became. */
export async function* foldStreams(
  store: EventStore & StreamwiseReader,
  projections: readonly AnyProjection[],
  upTo: string,
  ranges: Iterable<Between>,
): AsyncGenerator<Map<string, StreamPage | Error>> {
  const events = await eventsOfPrefixes(store, projections, upTo);
  const folds = new Map<string, StreamFold>();
  let failed = new Map<string, Error>();
  for (const projection of projections) {
    attempt(projection.name, failed, () => {
      const steps = byStream(() => sharedSteps(projection, sharedAmong(projection, events)));
      folds.set(projection.name, new StreamFold(projection, steps));
    });
  }
  const breath = new Breath();
  for (const range of ranges) {
    for await (const streams of wholeStreams(store, upTo, range)) {
      for (const stream of streams) {
        for (const [name, fold] of folds) if (!attempt(name, failed, () => fold.fold(stream))) folds.delete(name);
        if (breath.due) await breath.take();
      }
      const pages = new Map<string, StreamPage | Error>(failed);
      failed = new Map();
      for (const [name, fold] of folds) pages.set(name, fold.take());
      yield pages;
      if (folds.size === 0) return;
    }
  }
  if (failed.size > 0) yield failed;
}

function attempt(name: string, failed: Map<string, Error>, fold: () => void): boolean {
  try {
    fold();
    return true;
  } catch (error) {
    failed.set(name, error as Error);
    return false;
  }
}

type Prefixed = ReadonlyMap<string, readonly RecordedEvent[]>;

/** Each read once: what views share of it they can recognise as the same. */
async function eventsOfPrefixes(
  store: EventStore,
  projections: readonly AnyProjection[],
  upTo: string,
): Promise<Prefixed> {
  const prefixes = new Set(projections.flatMap(({ shared }) => shared?.streamPrefixes ?? []));
  const read = new Map<string, readonly RecordedEvent[]>();
  for (const prefix of prefixes) read.set(prefix, await eventsUpTo(store, upTo, () => true, [prefix]));
  return read;
}

function sharedAmong({ shared }: AnyProjection, read: Prefixed): RecordedEvent[] {
  const events = (shared?.streamPrefixes ?? []).flatMap((prefix) => read.get(prefix) ?? []);
  return events.filter((event) => shared?.concerns(event)).sort((a, b) => comparePositions(a.position, b.position));
}
