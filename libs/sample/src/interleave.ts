import { dayNumber, type DayNumber } from '@milepost/lifecycle';
import type { HistoricEvent } from './historic-event';

/** A project's events and the day before which none of them, nor of any project after it, is recorded. */
export interface Started {
  readonly startedOn: DayNumber;
  readonly events: readonly HistoricEvent[];
}

const byInstant = (a: HistoricEvent, b: HistoricEvent): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/**
 * Merges projects, given in the order in which they start, into one sequence by the instant of recording, a day at a
 * time. Only what projects already started still have ahead of them is held. Sorting is stable, so that each stream
 * keeps its order.
 */
export function* interleave(projects: Iterable<Started>): Generator<HistoricEvent[]> {
  const days = new Map<DayNumber, HistoricEvent[]>();
  let next: DayNumber | null = null;
  for (const { startedOn, events } of projects) {
    for (next ??= startedOn; next < startedOn; next += 1) yield* take(days, next);
    for (const event of events) {
      // Working hours in China lie on the same date in UTC.
      const day = dayNumber(event.recordedAt.slice(0, 10));
      const list = days.get(day);
      if (list === undefined) days.set(day, [event]);
      else list.push(event);
    }
  }
  for (const day of [...days.keys()].sort((a, b) => a - b)) yield* take(days, day);
}

function* take(days: Map<DayNumber, HistoricEvent[]>, day: DayNumber): Generator<HistoricEvent[]> {
  const events = days.get(day);
  if (events === undefined) return;
  days.delete(day);
  yield events.sort(byInstant);
}
