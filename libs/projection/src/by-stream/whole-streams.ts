import type { StreamwiseReader } from '@milepost/event-store';
import type { RecordedEvent } from '@milepost/lifecycle';

const PAGE = 5_000;

/** Streams at once, each with all its events up to a position; the next page is fetched while these are folded. */
export async function* wholeStreams(
  store: StreamwiseReader,
  upTo: string,
  prefix?: string,
): AsyncGenerator<RecordedEvent[][]> {
  let rest: RecordedEvent[] = [];
  let reading = store.readStreamwise({ upTo, limit: PAGE, prefix });
  for (;;) {
    const page = await reading;
    const last = page.at(-1);
    if (last !== undefined) {
      reading = store.readStreamwise({ upTo, limit: PAGE, prefix, after: last });
      // Its failure is reported when its turn comes.
      reading.catch(() => undefined);
    }
    const streams = split(rest.concat(page));
    // The last stream of a page may go on in the next one.
    rest = last === undefined ? [] : (streams.pop() ?? []);
    if (streams.length > 0) yield streams;
    if (last === undefined) return;
  }
}

function split(events: readonly RecordedEvent[]): RecordedEvent[][] {
  const streams: RecordedEvent[][] = [];
  for (const event of events) {
    const current = streams.at(-1);
    if (current?.[0]?.stream === event.stream) current.push(event);
    else streams.push([event]);
  }
  return streams;
}
