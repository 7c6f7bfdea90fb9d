import type { RecordedProjectEvent } from '../events/lifecycle-event';
import { evolve } from './evolve';
import type { History } from './history';

/** A project as it was known from an instant on. */
export interface KnownState {
  readonly history: History;
  /** When it became known: the `recordedAt` of its last event. */
  readonly from: string;
}

interface Known {
  readonly state: History | undefined;
  readonly events: readonly RecordedProjectEvent[];
  readonly states: readonly KnownState[];
}

// Several views fold the same events one after the other: what the first one made serves the others.
let last: Known | undefined;

/**
 * The states of a project after more of its events, one for each instant at which some were recorded: what is recorded
 * in one instant becomes known at once.
 * @param state before the first of the events, undefined where that registers the project
 */
export function knownStates(
  state: History | undefined,
  events: readonly RecordedProjectEvent[],
): readonly KnownState[] {
  if (last?.events === events && last.state === state) return last.states;
  const states: KnownState[] = [];
  let history = state;
  for (const [index, event] of events.entries()) {
    history = evolve(history, event);
    if (events[index + 1]?.recordedAt !== event.recordedAt) states.push({ history, from: event.recordedAt });
  }
  last = { state, events, states };
  return states;
}
