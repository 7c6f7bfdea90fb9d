import { EventIdReused, HistoryOutOfOrder, WrongExpectedRevision } from '../event-store';
import type { Head } from './all-events';
import type { Tail } from './append-request';
import type { Connection } from './connection';
import type { HybridClock } from './hybrid-clock';
import type { HistoricEvent } from './historic-event';
import { type StoredEvent, toStored, UnsealedEvent } from './sealed-metadata';
import type { Tails } from './tails';

export interface HistoryParts {
  readonly connection: Connection;
  readonly tails: Tails;
  readonly head: Head;
  readonly clock: HybridClock;
}

/** How much of a history the store holds. */
export interface Examined {
  /** Number of its events that are stored: the first ones. */
  readonly stored: number;
  /** Position of the last of them. */
  readonly lastPosition: string | undefined;
  /** The ends of its streams; those that do not exist are absent. */
  readonly tails: ReadonlyMap<string, Tail>;
}

/** Streams looked at together. */
const TOGETHER = 64;

/**
 * Compares a history with what its streams hold.
 * @throws EventIdReused, WrongExpectedRevision, HistoryOutOfOrder where it can't be written as it is
 */
export async function examine(parts: HistoryParts, history: readonly HistoricEvent[]): Promise<Examined> {
  const streams = byStream(history);
  const found = new Map<HistoricEvent, StoredEvent>();
  const tails = new Map<string, Tail>();
  const names = [...streams.keys()];
  for (let start = 0; start < names.length; start += TOGETHER) {
    const some = names.slice(start, start + TOGETHER);
    await Promise.all(some.map((name) => examineStream(parts, name, streams.get(name)!, found, tails)));
  }
  const missing = history.findIndex((event) => !found.has(event));
  const stored = missing < 0 ? history.length : missing;
  const late = missing < 0 ? undefined : history.slice(missing).find((event) => found.has(event));
  if (late) throw new HistoryOutOfOrder(`event ${late.event.id} is stored already, and one before it is not`);
  if (stored < history.length) await assertNotBefore(parts.head, history[stored]);
  const last = history[stored - 1];
  return { stored, lastPosition: last && found.get(last)?.record.position, tails };
}

function byStream(history: readonly HistoricEvent[]): Map<string, HistoricEvent[]> {
  const streams = new Map<string, HistoricEvent[]>();
  for (const event of history) {
    const before = streams.get(event.stream);
    if (before) before.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}

async function examineStream(
  { connection, tails: known, clock }: HistoryParts,
  stream: string,
  events: readonly HistoricEvent[],
  found: Map<HistoricEvent, StoredEvent>,
  tails: Map<string, Tail>,
): Promise<void> {
  const refusal = ({ revision }: HistoricEvent, actual: number | undefined) =>
    new WrongExpectedRevision(stream, before(revision) ?? 'none', actual ?? 'none');
  const from = events[0].revision;
  const gap = events.findIndex(({ revision }, index) => revision !== from + index);
  if (gap >= 0) throw refusal(events[gap], before(from + gap));
  const records = await connection.run((client) => client.readStream(stream, { from, limit: events.length }));
  const tail = records.length === 0 && from === 0 ? undefined : await known.read(stream);
  if (tail) {
    tails.set(stream, tail);
    clock.observe(tail.recordedAt);
  }
  if (from > 0 && (tail === undefined || tail.revision < from - 1)) throw refusal(events[0], tail?.revision);
  for (const [index, record] of records.entries()) {
    const stored = toStored(record);
    if (stored === undefined) throw new UnsealedEvent(record);
    const { event, recordedAt } = events[index];
    const { seal } = stored;
    if (seal.id !== event.id || seal.recordedAt !== recordedAt) {
      const reused = events.some((each) => each.event.id === seal.id);
      throw reused ? new EventIdReused(stream, seal.id) : refusal(events[index], tail?.revision);
    }
    found.set(events[index], stored);
  }
}

/** The revision before another one, undefined before the first. */
const before = (revision: number) => (revision === 0 ? undefined : revision - 1);

async function assertNotBefore(head: Head, { event, recordedAt }: HistoricEvent): Promise<void> {
  const last = await head.read();
  if (last && recordedAt < last.seal.recordedAt) {
    throw new HistoryOutOfOrder(`event ${event.id} of ${recordedAt} lies before ${last.seal.recordedAt}`);
  }
}
