import type { EventStore } from '@milepost/event-store';
import { historyEventsOf, projectOf, type HistoryEvent, type Project } from '@milepost/graphql';
import {
  comparePositions,
  retell,
  summaryOn,
  type AsOf,
  type RecordedEvent,
  type Rulebook,
  type ToldEvent,
} from '@milepost/lifecycle';
import type { EventPlace } from './event-query';

/** What a page of events is told by. */
export interface Telling {
  /** Position of the last event that is known. */
  readonly upTo: string;
  /** Rules known then. */
  readonly book: Rulebook;
  readonly asOf: AsOf;
}

/** Puts pages of events into words: each stream on the page is read and folded once. */
export class HistoryReader {
  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  async tell(places: readonly EventPlace[], telling: Telling): Promise<HistoryEvent[]> {
    const streams = [...new Set(places.map(({ stream }) => stream))];
    // Asked for at once, the store reads them together.
    const read = await Promise.all(streams.map((stream) => this.store.readStream(stream)));
    const events = new Map(streams.map((stream, index) => [stream, tellStream(read[index] ?? [], telling)]));
    return places.flatMap(({ stream, position }) => events.get(stream)?.get(position) ?? []);
  }
}

function tellStream(stream: readonly RecordedEvent[], { upTo, book, asOf }: Telling): Map<string, HistoryEvent> {
  const known = stream.filter(({ position }) => comparePositions(position, upTo) <= 0);
  const told = [...retell(known, book)];
  return historyEventsOf(told, projectAsOf(told, book, asOf));
}

/** The project that a stream is of, as asked for; `null` for a stream of rules. */
function projectAsOf(told: readonly ToldEvent[], book: Rulebook, asOf: AsOf): Project | null {
  const history = told.at(-1)?.after;
  const summary = history && summaryOn(history, book, asOf.on);
  return history === undefined || summary === undefined
    ? null
    : { ...projectOf(summary, asOf), history, rulebook: book };
}
