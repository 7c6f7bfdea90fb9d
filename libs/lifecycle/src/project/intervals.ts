import { FOREVER, type DayNumber } from '../calendar/day';

/** Something stated that has a date. */
export interface Dated {
  readonly on: DayNumber;
  readonly fact: { readonly id: string };
}

/** From a day (inclusive) to a day (exclusive). */
export interface Interval {
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Id of the event that began it. */
  readonly by: string;
}

/**
 * The intervals during which something started and not yet stopped holds. Of the same day the stop wins, in whatever
 * order the two were recorded; a second start before the stop changes nothing.
 */
export function intervals(starts: readonly Dated[], stops: readonly Dated[]): Interval[] {
  const result: Interval[] = [];
  let end = -FOREVER;
  for (const start of starts) {
    if (start.on < end) continue;
    end = stops.find((stop) => stop.on >= start.on)?.on ?? FOREVER;
    if (end > start.on) result.push({ from: start.on, to: end, by: start.fact.id });
  }
  return result;
}
