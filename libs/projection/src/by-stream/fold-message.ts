import type { StreamPage } from './stream-fold';

/** What a thread that folds is told first. */
export interface FoldTask {
  readonly upTo: string;
  /** Names of the projections. */
  readonly views: readonly string[];
  /** Names that divide the streams: between two of them, before the first and after the last lie the ranges. */
  readonly cuts: readonly string[];
  /** The next range that no thread has taken, shared by all of them. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** Told afterwards: a page has been written, and this is its memory; or a view is given up. */
export type FoldNews =
  | { readonly kind: 'written'; readonly chunks: readonly Uint8Array<ArrayBuffer>[] }
  | { readonly kind: 'given up'; readonly view: string };

/** What the thread tells: rows of one page of streams by view; that a view can't be folded by stream; that nothing is left. */
export type FoldAnswer =
  | { readonly kind: 'folded'; readonly pages: ReadonlyMap<string, StreamPage> }
  | { readonly kind: 'failed'; readonly view: string; readonly reason: string }
  | { readonly kind: 'done' };
