import type { StreamwiseReader, WholeStreamsOptions } from '@milepost/event-store';
import type { RecordedEvent } from '@milepost/lifecycle';

const PAGE = 400;

/** Which streams are meant, by name. */
export type Between = Pick<WholeStreamsOptions, 'prefix' | 'from' | 'before'>;

/**
 * Streams, each with all its events up to a position, some at a time; the next ones are fetched while these are folded.
 * A stream's events are made when its turn comes: made together, they would grow old in memory while they wait.
 */
export async function* wholeStreams(
  store: StreamwiseReader,
  upTo: string,
  between: Between = {},
): AsyncGenerator<Iterable<RecordedEvent[]>> {
  let reading = store.readWholeStreams({ ...between, upTo, limit: PAGE });
  for (;;) {
    const page = await reading;
    const last = page.at(-1);
    if (last === undefined) return;
    reading = store.readWholeStreams({ ...between, upTo, limit: PAGE, after: last.stream });
    // Its failure is reported when its turn comes.
    reading.catch(() => undefined);
    yield eventsOf(page);
  }
}

function* eventsOf(page: Awaited<ReturnType<StreamwiseReader['readWholeStreams']>>): Generator<RecordedEvent[]> {
  for (const stream of page) yield stream.events();
}
