import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import type { SharedStep } from '../by-stream/key-fold';
import type { AnyProjection } from '../projection';
import type { ExpectedRows } from './expected-rows';

/** An event that a key's fold could not take. */
export interface Unfoldable {
  readonly key: string;
  readonly eventId: string;
  readonly error: string;
}

/** One event of the two orders merged: a key's own, or one that concerns every key. */
type Step = { readonly event: RecordedEvent; readonly shared?: unknown };

function* merged(events: readonly RecordedEvent[], steps: readonly SharedStep[]): Generator<Step> {
  let next = 0;
  for (const event of events) {
    for (
      let step = steps[next];
      step && comparePositions(step.event.position, event.position) < 0;
      step = steps[next]
    ) {
      yield step;
      next += 1;
    }
    yield { event };
  }
  yield* steps.slice(next);
}

/**
 * Folds a key from zero, one event after the other in the order in which all were recorded, shared ones in between.
 * @returns the event that could not be folded, where there is one: the rows are those of the events before it
 */
export function foldExpected(
  projection: AnyProjection,
  key: string,
  events: readonly RecordedEvent[],
  steps: readonly SharedStep[],
  rows: ExpectedRows,
): Unfoldable | undefined {
  const recompute = projection.shared?.recompute?.bind(projection.shared);
  let shared: unknown = projection.shared?.initial ?? null;
  let state: unknown;
  for (const step of merged(events, steps)) {
    const { event } = step;
    try {
      if ('shared' in step) {
        const previous = shared;
        shared = step.shared;
        if (state !== undefined) state = recompute?.(state, event, { key, shared, previous }, rows) ?? state;
      } else state = projection.apply(state, [event], { key, shared }, rows) as unknown;
    } catch (error) {
      rows.settle();
      return { key, eventId: event.id, error: error instanceof Error ? error.message : String(error) };
    }
  }
  rows.settle();
  return undefined;
}
