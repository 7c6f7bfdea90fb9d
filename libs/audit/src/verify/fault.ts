import { hashOf } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';

/** The last event of a stream that a walk has met. */
export interface Tail {
  readonly revision: number;
  readonly hash: string;
}

/** What is wrong with an event where it stands:
 * - `unsealed`: what it holds is not what its hash was made of;
 * - `ahead`: revisions of its stream are left out before it;
 * - `again`: its stream has its revision, or a later one, already;
 * - `unlinked`: it was made upon another event than the one before it in its stream;
 * - `earlier`: it was recorded before the event that comes before it.
 */
export type Fault = 'unsealed' | 'ahead' | 'again' | 'unlinked' | 'earlier';

/**
 * @param tail the end of the event's stream, undefined when it has none yet
 * @param latest instant that it must not lie before, empty when there is none
 */
export function faultOf(event: SealedEvent, tail: Tail | undefined, latest: string): Fault | undefined {
  if (hashOf(event, event.previousHash) !== event.hash) return 'unsealed';
  const next = tail === undefined ? 0 : tail.revision + 1;
  if (event.revision > next) return 'ahead';
  if (event.revision < next) return 'again';
  if (event.previousHash !== (tail?.hash ?? null)) return 'unlinked';
  return event.recordedAt < latest ? 'earlier' : undefined;
}
