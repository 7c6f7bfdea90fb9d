import type { RecordedEvent } from '@milepost/lifecycle';
import { commit, connectDedicated, type Pool } from '@milepost/postgres';
import {
  type AppendResult,
  EventIdReused,
  EventNotStorable,
  HistoryOutOfOrder,
  WrongExpectedRevision,
} from '../event-store';
import { type EventRow, type KnownEvent, sealedRow, type Tail } from './decide-batch';
import { assertName, toStorable } from '../storable-event';
import { type LockedState, lockState } from './store-state';
import { writeRows } from './write-rows';

type HistoricEvent = Omit<RecordedEvent, 'position'>;

/** Rows sent at once: bounds the size of one statement. */
const CHUNK = 2_000;

/** Writes recorded events as they are, all in one transaction. A repeat of the very same load writes nothing. */
export async function loadHistory(pool: Pool, events: readonly HistoricEvent[]): Promise<AppendResult> {
  if (events.length === 0) throw new EventNotStorable('there is no history to load');
  const prepared = events.map((event) => {
    assertName('stream', event.stream);
    if (!isInstant(event.recordedAt))
      throw new EventNotStorable(`${event.recordedAt} is not an instant with milliseconds`);
    return { ...event, event: toStorable(event) };
  });
  const client = await connectDedicated(pool, { pipeline: true });
  try {
    const streams = [...new Set(events.map(({ stream }) => stream))];
    const state = await lockState(client, streams, [...new Set(prepared.map(({ event }) => event.id))]);
    const repeat = findRepeat(prepared, state);
    if (repeat) return repeat;
    const rows = place(prepared, state);
    for (let start = 0; start < rows.length; start += CHUNK) await writeRows(client, rows.slice(start, start + CHUNK));
    await commit(client);
    const { revision, position, recordedAt } = rows[rows.length - 1];
    return { revision, position: position.toString(), recordedAt, repeated: false };
  } finally {
    // Ends an open transaction too.
    await client.end().catch(() => undefined);
  }
}

type Prepared = HistoricEvent & { readonly event: EventRow['event'] };

function findRepeat(events: readonly Prepared[], { known }: LockedState): AppendResult | undefined {
  const taken = events.find(({ event }) => known.has(event.id));
  if (!taken) return undefined;
  const found = events.map(({ event }): KnownEvent | undefined => known.get(event.id));
  const same = events.every(
    ({ stream, revision, recordedAt }, index) =>
      found[index]?.stream === stream && found[index].revision === revision && found[index].recordedAt === recordedAt,
  );
  if (!same) throw new EventIdReused(taken.stream, taken.id);
  const { revision, position, recordedAt } = found[found.length - 1]!;
  return { revision, position: position.toString(), recordedAt, repeated: true };
}

function place(events: readonly Prepared[], state: LockedState): EventRow[] {
  const tails = new Map<string, Tail>(state.tails);
  const ids = new Set<string>();
  let latest = state.lastRecordedAt === '-infinity' ? '' : state.lastRecordedAt;
  return events.map(({ event, stream, revision, recordedAt }, index) => {
    const tail = tails.get(stream);
    if (revision !== (tail === undefined ? 0 : tail.revision + 1)) {
      throw new WrongExpectedRevision(stream, revision === 0 ? 'none' : revision - 1, tail?.revision ?? 'none');
    }
    if (recordedAt < latest) throw new HistoryOutOfOrder(`event ${event.id} of ${recordedAt} lies before ${latest}`);
    if (ids.has(event.id)) throw new EventIdReused(stream, event.id);
    ids.add(event.id);
    latest = recordedAt;
    const position = state.position + BigInt(index) + 1n;
    const row = sealedRow(event, tail, { stream, position, recordedAt, part: 0, parts: 1 });
    tails.set(stream, row);
    return row;
  });
}

// Four-digit years only, so that instants compare as strings.
const isInstant = (text: string) =>
  /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
