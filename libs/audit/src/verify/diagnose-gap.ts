import type { EventStore } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import { eventAt, missingBefore, type LookUp } from './diagnose';
import type { Tail } from './fault';
import { elsewhere, onEvent, type Finding } from './finding';
import { notices } from './notices';

/** How far to look for an event that tells which one is missing, in pages. */
const MOST_PAGES = 100;
const PAGE = 1_000;

/**
 * What is wrong where the number of events before one is not what was read. Where one is missing, the next event of its
 * stream shows which: its revision is one too high.
 * @param event the first one after the gap
 * @param read how many events were read before it
 */
export async function diagnoseGap(
  store: LookUp & Pick<EventStore, 'readSealed'>,
  tails: ReadonlyMap<string, Tail>,
  event: SealedEvent,
  read: number,
): Promise<Finding> {
  const stored = await store.leafIndexOf(event.id);
  if (stored === undefined || stored < read) {
    return onEvent(notices.misnumbered, event, { count: stored ?? 'no', expected: read });
  }
  const revisions = new Map<string, number>();
  let events: readonly SealedEvent[] = [event];
  for (let page = 0; page < MOST_PAGES && events.length > 0; page++) {
    for (const later of events) {
      const next = (revisions.get(later.stream) ?? tails.get(later.stream)?.revision ?? -1) + 1;
      if (later.revision > next) {
        const moved = await eventAt(store, later.stream, next);
        return moved === undefined
          ? missingBefore(later, next, event.position)
          : onEvent(notices.moved, moved, { before: event.position });
      }
      revisions.set(later.stream, later.revision);
    }
    events = await store.readSealed({ after: events[events.length - 1].position, limit: PAGE });
  }
  const { position } = event;
  return elsewhere(notices.gap, { position, count: stored - read }, { position });
}
