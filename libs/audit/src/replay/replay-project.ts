import type { EventStore } from '@milepost/event-store';
import { comparePositions, projectStream, type RecordedProjectEvent } from '@milepost/lifecycle';
import { readRuleEvents } from '@milepost/projection';
import { replaySteps, type ReplayStep } from './replay-steps';

/** Up to where a project is replayed; to its last event by default. */
export interface ReplayBound {
  /** Position of the last event to take in. */
  readonly to?: string;
  /** Instant: take in what was recorded up to it. */
  readonly knownAt?: string;
}

/** Replays a project from its own events and those of the rules, without any view. Empty for one that is unknown. */
export async function replayProject(
  store: EventStore,
  projectId: string,
  { to, knownAt }: ReplayBound = {},
): Promise<Iterable<ReplayStep>> {
  const stream = (await store.readStream(projectStream(projectId))) as RecordedProjectEvent[];
  const events = stream.filter(
    ({ position, recordedAt }) =>
      (to === undefined || comparePositions(position, to) <= 0) && (knownAt === undefined || recordedAt <= knownAt),
  );
  const last = events.at(-1);
  return last === undefined ? [] : replaySteps(events, await readRuleEvents(store, last.position));
}
