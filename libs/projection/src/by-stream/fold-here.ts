import type { EventStore, StreamwiseReader } from '@milepost/event-store';
import type { AnyProjection } from '../projection';
import { giveBack } from '../rows/byte-chunks';
import { foldStreams, type Folding } from './folding';
import type { StreamPage } from './stream-fold';

/** Folds in this very process: between two stretches it attends to other work. */
export function foldHere(store: EventStore & StreamwiseReader, projection: AnyProjection): Folding {
  async function* pages(upTo: string): AsyncGenerator<StreamPage> {
    for await (const page of foldStreams(store, [projection], upTo, [{}])) {
      const own = page.get(projection.name);
      if (own instanceof Error) throw own;
      if (own !== undefined) yield own;
    }
  }
  return {
    begin: (_, head) => Promise.resolve({ upTo: head, pages: pages(head), done: giveBack }),
    leave: () => undefined,
  };
}
