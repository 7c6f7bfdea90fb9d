import { readsStreamwise, type EventStore } from '@milepost/event-store';
import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import { wholeStreams } from '../by-stream/whole-streams';
import type { AnyProjection } from '../projection';

const AT_ONCE = 100;
const PAGE = 5_000;

async function* all(store: EventStore, upTo: string): AsyncGenerator<readonly RecordedEvent[]> {
  let after = '0';
  while (comparePositions(after, upTo) < 0) {
    const page = await store.readAll({ after, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.filter(({ position }) => comparePositions(position, upTo) <= 0);
    after = last.position;
  }
}

/**
 * All streams, some at a time, each whole up to a position. A store that can't hand them over in order is asked for each
 * by name: then the names, and nothing else, are held in memory.
 */
export async function* streamsUpTo(store: EventStore, upTo: string): AsyncGenerator<Iterable<RecordedEvent[]>> {
  if (readsStreamwise(store)) return yield* wholeStreams(store, upTo);
  const names = new Set<string>();
  for await (const page of all(store, upTo)) for (const { stream } of page) names.add(stream);
  const list = [...names];
  for (let from = 0; from < list.length; from += AT_ONCE) {
    const streams = await Promise.all(list.slice(from, from + AT_ONCE).map((name) => store.readStream(name)));
    yield streams.map((stream) => stream.filter(({ position }) => comparePositions(position, upTo) <= 0));
  }
}

/** The events up to a position that concern every key of a projection, in order. */
export async function sharedEventsUpTo(
  { shared }: AnyProjection,
  store: EventStore,
  upTo: string,
): Promise<RecordedEvent[]> {
  return shared === undefined ? [] : eventsUpTo(store, upTo, (event) => shared.concerns(event), shared.streamPrefixes);
}

/** The events up to a position that are meant, in order; `prefixes`: how the names of the only streams begin that hold any. */
export async function eventsUpTo(
  store: EventStore,
  upTo: string,
  meant: (event: RecordedEvent) => boolean,
  prefixes: readonly string[] | undefined,
): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  if (prefixes === undefined || !readsStreamwise(store)) {
    for await (const page of all(store, upTo)) found.push(...page.filter(meant));
    return found;
  }
  for (const prefix of prefixes) {
    for await (const streams of wholeStreams(store, upTo, { prefix })) {
      for (const stream of streams) found.push(...stream.filter(meant));
    }
  }
  return found.sort((a, b) => comparePositions(a.position, b.position));
}
