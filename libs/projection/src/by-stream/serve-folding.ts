import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { readsStreamwise, type EventStore } from '@milepost/event-store';
import type { AnyProjection } from '../projection';
import { giveBack } from '../rows/byte-chunks';
import type { FoldAnswer, FoldNews, FoldTask } from './fold-message';
import { foldStreams } from './folding';
import type { StreamPage } from './stream-fold';
import type { Between } from './whole-streams';

/** Pages folded ahead of those written: the database and the folding wait for each other, memory for neither. */
const MOST_AHEAD = 3;

/**
 * Folds streams for `FoldTogether`, which started this thread: takes one range after the other until none is left, and
 * sends what each page of streams became in all views.
 */
export async function serveFolding(
  port: MessagePort,
  store: EventStore,
  projections: readonly AnyProjection[],
): Promise<void> {
  if (!readsStreamwise(store)) throw new Error('this store does not hand over its streams one by one');
  const [task] = (await once(port, 'message')) as [FoldTask];
  const news = new News(port);
  const views = projections.filter(({ name }) => task.views.includes(name));
  const tell = (answer: FoldAnswer, memory: ArrayBuffer[] = []): void => port.postMessage(answer, memory);
  for await (const folded of foldStreams(store, views, task.upTo, ranges(task))) {
    const pages = new Map<string, StreamPage>();
    for (const [view, page] of folded) {
      if (page instanceof Error) tell({ kind: 'failed', view, reason: reasonOf(page) });
      else if (!news.givenUp.has(view)) pages.set(view, page);
    }
    if (views.every(({ name }) => news.givenUp.has(name))) break;
    tell({ kind: 'folded', pages }, memoryOf(pages));
    await news.untilAhead(MOST_AHEAD);
  }
  tell({ kind: 'done' });
  // Nothing is listened for any more: the thread can end.
  port.removeAllListeners('message');
  port.unref();
}

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function* ranges({ cuts, next }: FoldTask): Generator<Between> {
  for (;;) {
    const taken = Atomics.add(next, 0, 1);
    if (taken > cuts.length) return;
    yield { from: cuts[taken - 1], before: cuts[taken] };
  }
}

function memoryOf(pages: ReadonlyMap<string, StreamPage>): ArrayBuffer[] {
  return [...pages.values()].flatMap(({ rows }) =>
    rows.tables.flatMap(({ chunks }) => chunks.map(({ buffer }) => buffer)),
  );
}

/** What the thread is told while it folds. */
class News {
  readonly givenUp = new Set<string>();
  private ahead = 0;
  private wake: () => void = () => undefined;

  constructor(port: MessagePort) {
    port.on('message', (news: FoldNews) => {
      if (news.kind === 'given up') this.givenUp.add(news.view);
      else {
        giveBack(news.chunks);
        this.ahead -= 1;
      }
      this.wake();
    });
  }

  /** Counts a page sent, and waits until fewer than `most` are on their way. */
  async untilAhead(most: number): Promise<void> {
    this.ahead += 1;
    while (this.ahead >= most) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}
