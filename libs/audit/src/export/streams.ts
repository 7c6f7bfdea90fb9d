import { readsStreamwise, type EventStore } from '@milepost/event-store';
import { comparePositions, projectStream, type RecordedEvent } from '@milepost/lifecycle';
import { wholeStreams } from '@milepost/projection';

const PAGE = 1_000;
/** Streams read together: their reads share a query. */
const TOGETHER = 50;

/** All streams whose names begin so, some at a time, each whole up to a position. */
export async function* streamsBeginning(
  store: EventStore,
  upTo: string,
  prefix: string,
): AsyncGenerator<Iterable<readonly RecordedEvent[]>> {
  if (readsStreamwise(store)) yield* wholeStreams(store, upTo, { prefix });
  else yield* streamsNamed(store, upTo, await namesBeginning(store, upTo, prefix));
}

/** The streams of these projects, some at a time; one that does not exist is left out. */
export function projectStreams(
  store: EventStore,
  upTo: string,
  projects: readonly string[],
): AsyncGenerator<Iterable<readonly RecordedEvent[]>> {
  return streamsNamed(store, upTo, projects.map(projectStream));
}

async function* streamsNamed(
  store: EventStore,
  upTo: string,
  names: readonly string[],
): AsyncGenerator<Iterable<readonly RecordedEvent[]>> {
  for (let start = 0; start < names.length; start += TOGETHER) {
    const read = await Promise.all(names.slice(start, start + TOGETHER).map((name) => store.readStream(name)));
    const upToThen = read.map((events) => events.filter(({ position }) => comparePositions(position, upTo) <= 0));
    yield upToThen.filter((events) => events.length > 0);
  }
}

/** For a store that can't hand over stream by stream: the names alone are kept, in the order in which they began. */
async function namesBeginning(store: EventStore, upTo: string, prefix: string): Promise<string[]> {
  const names: string[] = [];
  let after = '0';
  for (;;) {
    const page = await store.readAll({ after, limit: PAGE });
    for (const { stream, revision, position } of page) {
      if (comparePositions(position, upTo) > 0) return names;
      if (revision === 0 && stream.startsWith(prefix)) names.push(stream);
    }
    const last = page.at(-1);
    if (last === undefined) return names;
    after = last.position;
  }
}
