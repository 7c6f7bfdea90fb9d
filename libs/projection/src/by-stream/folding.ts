import type { StreamwiseReader } from '@milepost/event-store';
import { sharedEventsUpTo } from '../check/streams';
import type { AnyProjection } from '../projection';
import { Breath } from '../follow/breath';
import { sharedSteps } from './key-fold';
import { StreamFold, type StreamPage } from './stream-fold';
import { type Between, wholeStreams } from './whole-streams';

/** Where a view's streams are folded: in the process that builds it, or elsewhere together with those of other views. */
export interface Folding {
  /**
   * Folds all streams, up to `head` or a position near it.
   * @returns the position, and the rows, page by page: a page's memory is handed to `done` once it has been written
   */
  begin(projection: string, head: string): Promise<FoldingPages>;
}

export interface FoldingPages {
  readonly upTo: string;
  readonly pages: AsyncIterable<StreamPage>;
  /** Called with the chunks of a page that has been written. */
  done(chunks: readonly Uint8Array<ArrayBuffer>[]): void;
}

/** Folds in turn in all projections the streams between two names, and hands over what a page of them became. */
export async function* foldStreams(
  store: Parameters<typeof sharedEventsUpTo>[1] & StreamwiseReader,
  projections: readonly AnyProjection[],
  upTo: string,
  ranges: Iterable<Between>,
): AsyncGenerator<Map<string, StreamPage | Error>> {
  const folds = new Map<string, StreamFold>();
  for (const projection of projections) {
    const events = await sharedEventsUpTo(projection, store, upTo);
    folds.set(projection.name, new StreamFold(projection, sharedSteps(projection, events)));
  }
  const breath = new Breath();
  for (const range of ranges) {
    for await (const streams of wholeStreams(store, upTo, range)) {
      const failed = new Map<string, Error>();
      for (const stream of streams) {
        for (const [name, fold] of folds) {
          try {
            fold.fold(stream);
          } catch (error) {
            folds.delete(name);
            failed.set(name, error as Error);
          }
        }
        if (breath.due) await breath.take();
      }
      const pages = new Map<string, StreamPage | Error>(failed);
      for (const [name, fold] of folds) pages.set(name, fold.take());
      yield pages;
      if (folds.size === 0) return;
    }
  }
}
