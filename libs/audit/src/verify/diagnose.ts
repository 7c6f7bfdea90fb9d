import { hashOf, type EventStore } from '@milepost/event-store';
import type { RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import type { Fault, Tail } from './fault';
import { elsewhere, onEvent, type Finding } from './finding';
import { notices } from './notices';

export type LookUp = Pick<EventStore, 'readStream' | 'readHashes' | 'leafIndexOf'>;

/** Where the fault was found. */
export interface Scene {
  readonly event: SealedEvent;
  readonly tail: Tail | undefined;
  /** The event before it in global order, when this walk has met it, and the instant of the one before that. */
  readonly previous: RecordedEvent | undefined;
  readonly instantBefore: string;
}

/** How many events may have been taken out of a stream, or put in, for what follows to be recognized when renumbered. */
const MOST_RENUMBERED = 64;

/** Finds out what was done to a store, once an event was found where or as it should not be, and to which event. */
export function diagnose(store: LookUp, fault: Fault, scene: Scene): Promise<Finding> | Finding {
  switch (fault) {
    case 'unsealed':
      return diagnoseUnsealed(store, scene);
    case 'ahead':
      return diagnoseAhead(store, scene);
    case 'again':
      return onEvent(notices.insertedTwice, scene.event);
    case 'unlinked':
      return diagnoseUnlinked(store, scene);
    case 'earlier':
      return diagnoseEarlier(scene);
  }
}

/** The event of a stream with a revision, undefined when there is none. */
export async function eventAt(store: LookUp, stream: string, revision: number): Promise<RecordedEvent | undefined> {
  const [event] = await store.readStream(stream, { from: revision, limit: 1 });
  return event?.revision === revision ? event : undefined;
}

async function diagnoseUnsealed(store: LookUp, { event, tail }: Scene): Promise<Finding> {
  const shift = event.previousHash === (tail?.hash ?? null) ? undefined : renumberedBy(event);
  if (shift !== undefined && shift > 0) return missingBefore(event, event.revision);
  const before = shift === undefined ? undefined : await eventAt(store, event.stream, event.revision + shift);
  if (before !== undefined) return onEvent(notices.inserted, before, { next: event.position });

  const next = await eventAt(store, event.stream, event.revision + 1);
  const nextHash = next && (await storedHash(store, next));
  if (next === undefined || nextHash === undefined) return onEvent(notices.unsealed, event);
  const madeUpon = (hash: string | null, revision = next.revision) => hashOf({ ...next, revision }, hash) === nextHash;
  if (madeUpon(event.hash)) return onEvent(notices.altered, event);
  if (madeUpon(hashOf(event, event.previousHash))) return onEvent(notices.hashAltered, event);
  if (madeUpon(event.previousHash) || madeUpon(event.previousHash, next.revision - 1)) {
    return onEvent(notices.inserted, event, { next: next.position });
  }
  return onEvent(notices.unsealed, event);
}

/** By how much the revision is too low for the event's hash (too high: negative), undefined when that is not it. */
function renumberedBy(event: SealedEvent): number | undefined {
  for (let shift = 1; shift <= MOST_RENUMBERED; shift++) {
    for (const by of [shift, -shift]) {
      if (hashOf({ ...event, revision: event.revision + by }, event.previousHash) === event.hash) return by;
    }
  }
  return undefined;
}

async function storedHash(store: LookUp, { id }: RecordedEvent): Promise<string | undefined> {
  const index = await store.leafIndexOf(id);
  const [hash] = index === undefined ? [] : await store.readHashes(index, 1);
  return hash?.toString('hex');
}

async function diagnoseAhead(store: LookUp, { event, tail }: Scene): Promise<Finding> {
  const next = tail === undefined ? 0 : tail.revision + 1;
  const late = await eventAt(store, event.stream, next);
  if (late === undefined) return missingBefore(event, next);
  return onEvent(notices.reordered, event, { other: next, otherPosition: late.position });
}

async function diagnoseUnlinked(store: LookUp, { event, tail }: Scene): Promise<Finding> {
  const before = tail && (await eventAt(store, event.stream, tail.revision));
  return before ? onEvent(notices.replaced, before, { next: event.position }) : onEvent(notices.unsealed, event);
}

/** Either of two neighbours may be out of place: the one before, when all would be well without it. */
function diagnoseEarlier({ event, previous, instantBefore }: Scene): Finding {
  const wrong = previous !== undefined && event.recordedAt >= instantBefore ? previous : event;
  return onEvent(notices.outOfTime, wrong, { recordedAt: wrong.recordedAt });
}

/** A revision of a stream that is nowhere, found out by the next event of the stream that is there. */
export function missingBefore(next: RecordedEvent, revision: number, position = next.position): Finding {
  const { stream, id } = next;
  return elsewhere(notices.missing, { stream, revision, position, next: id }, { stream, revision, position });
}
