import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '@milepost/lifecycle';
import { EventIdReused, EventNotStorable, HistoryOutOfOrder } from '../event-store';
import { assertName, type StorableEvent, toStorable } from '../storable-event';
import { assertNotOfTheSystem, assertOwnMetadata } from './append-request';

/** An event to be loaded, in the form in which it is written. */
export interface HistoricEvent {
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly event: StorableEvent;
  /** By which the server knows every attempt of this call to write it. */
  readonly attemptId: string;
}

/** @throws EventNotStorable, EventIdReused, HistoryOutOfOrder where no store could take it */
export function toHistory(events: readonly Omit<RecordedEvent, 'position'>[]): HistoricEvent[] {
  const history = events.map(toHistoric);
  assertInOrder(history);
  return history;
}

function toHistoric(event: Omit<RecordedEvent, 'position'>): HistoricEvent {
  const { stream, revision, recordedAt } = event;
  assertName('stream', stream);
  assertNotOfTheSystem(stream);
  assertOwnMetadata(event);
  if (!isInstant(recordedAt)) throw new EventNotStorable(`${recordedAt} is not an instant with milliseconds`);
  return { stream, revision, recordedAt, event: toStorable(event), attemptId: randomUUID() };
}

function assertInOrder(history: readonly HistoricEvent[]): void {
  if (history.length === 0) throw new EventNotStorable('there is no history to load');
  const ids = new Set<string>();
  let latest = '';
  for (const { stream, recordedAt, event } of history) {
    if (ids.has(event.id)) throw new EventIdReused(stream, event.id);
    ids.add(event.id);
    if (recordedAt < latest) throw new HistoryOutOfOrder(`event ${event.id} of ${recordedAt} lies before ${latest}`);
    latest = recordedAt;
  }
}

// Four-digit years only, so that instants compare as strings.
const isInstant = (text: string) =>
  /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
