import type { RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import { commit, connectDedicated, type Pool } from '@milepost/postgres';
import {
  type AppendResult,
  EventIdReused,
  EventNotStorable,
  HistoryOutOfOrder,
  SealBroken,
  WrongExpectedRevision,
} from '../event-store';
import { type EventRow, type KnownEvent, sealedRow, type Tail } from './decide-batch';
import { raiseClockTolerance } from './clock-tolerance';
import { assertName, toStorable } from '../storable-event';
import { type LockedState, lockState } from './store-state';
import { writeRows } from './write-rows';

/** With the hash that it must come to have, where it has one already. */
type HistoricEvent = Omit<RecordedEvent, 'position'> & Partial<Pick<SealedEvent, 'hash'>>;

/** Rows sent at once: bounds the size of one statement. */
const CHUNK = 2_000;

/**
 * Writes recorded events as they are, all in one transaction. A repeat of the very same load writes nothing.
 * @param toleranceMs most by which an instant may lie before an earlier one
 */
export async function loadHistory(
  pool: Pool,
  events: readonly HistoricEvent[],
  toleranceMs = 0,
): Promise<AppendResult> {
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
    const { rows, backMs } = place(prepared, state, toleranceMs);
    if (backMs > 0) await raiseClockTolerance(client, backMs);
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

/** @returns the rows, and by how much their instants go back at most, in milliseconds */
function place(events: readonly Prepared[], state: LockedState, toleranceMs: number) {
  const tails = new Map<string, Tail>(state.tails);
  const ids = new Set<string>();
  let latest = state.lastRecordedAt === '-infinity' ? '' : state.lastRecordedAt;
  let backMs = 0;
  const rows = events.map((prepared, index): EventRow => {
    const { event, stream, revision, recordedAt } = prepared;
    const tail = tails.get(stream);
    if (revision !== (tail === undefined ? 0 : tail.revision + 1)) {
      throw new WrongExpectedRevision(stream, revision === 0 ? 'none' : revision - 1, tail?.revision ?? 'none');
    }
    if (recordedAt < latest) backMs = Math.max(backMs, Date.parse(latest) - Date.parse(recordedAt));
    if (backMs > toleranceMs) throw new HistoryOutOfOrder(`event ${event.id} of ${recordedAt} lies before ${latest}`);
    if (ids.has(event.id)) throw new EventIdReused(stream, event.id);
    ids.add(event.id);
    if (recordedAt > latest) latest = recordedAt;
    const position = state.position + BigInt(index) + 1n;
    const row = sealedRow(event, tail, { stream, position, recordedAt, part: 0, parts: 1 });
    if (prepared.hash !== undefined && row.hash !== prepared.hash) {
      throw new SealBroken({ ...prepared, position: position.toString() });
    }
    tails.set(stream, row);
    return row;
  });
  return { rows, backMs };
}

// Four-digit years only, so that instants compare as strings.
const isInstant = (text: string) =>
  /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
