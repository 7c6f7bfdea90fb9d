import { comparePositions, type RecordedEvent } from '@milepost/lifecycle';
import type { AnyProjection } from '../projection';
import type { RowWriter } from '../rows/row-writer';

/** A shared event and the shared state after it. */
export interface SharedStep {
  readonly event: RecordedEvent;
  readonly shared: unknown;
}

/** The shared state after each of the shared events, from the first on. */
export function sharedSteps({ shared: fold }: AnyProjection, events: readonly RecordedEvent[]): SharedStep[] {
  if (!fold) return [];
  let shared: unknown = fold.initial;
  return events.map((event) => ({ event, shared: (shared = fold.evolve(shared, event) as unknown) }));
}

/**
 * Folds all events of a key from zero, with the shared events in between, as they would have been folded in the order in
 * which they were recorded.
 * @returns the key's state
 * @throws whatever the fold throws
 */
export function foldKey(
  projection: AnyProjection,
  key: string,
  events: readonly RecordedEvent[],
  steps: readonly SharedStep[],
  rows: RowWriter,
): unknown {
  let shared: unknown = projection.shared?.initial ?? null;
  let state: unknown;
  let from = 0;
  for (const step of steps) {
    let to = from;
    while (to < events.length && comparePositions((events[to] as RecordedEvent).position, step.event.position) < 0)
      to += 1;
    if (to > from) state = projection.apply(state, events.slice(from, to), { key, shared }, rows);
    from = to;
    const previous = shared;
    shared = step.shared;
    if (state === undefined || projection.shared?.recompute === undefined) continue;
    state = projection.shared.recompute(state, step.event, { key, shared, previous }, rows);
  }
  // The very list where nothing came in between: views that fold it in turn can tell that it is the same.
  const rest = from === 0 ? events : events.slice(from);
  if (rest.length > 0) state = projection.apply(state, rest, { key, shared }, rows);
  return state;
}
