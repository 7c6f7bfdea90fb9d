import type { EventStore } from '@milepost/event-store';
import { elsewhere, onEvent, type Finding } from './finding';
import { notices } from './notices';
import type { WalkPoint } from './walk-point';
import type { Witness } from './witness';

/**
 * What there is after the last event that was read.
 * @param unheard a witness that knows of more events
 * @returns `'more'` when events have come meanwhile, undefined when it is the end, as it should be
 */
export async function lookBeyond(
  store: Pick<EventStore, 'head' | 'readAll'>,
  { position, tree }: WalkPoint,
  unheard: Witness | undefined,
): Promise<Finding | 'more' | undefined> {
  const head = await store.head();
  if (head !== position) {
    if ((await store.readAll({ after: position, limit: 1 })).length > 0) return 'more';
    const [beyond] = await store.readAll({ after: head, limit: 1 });
    return beyond
      ? onEvent(notices.beyondHead, beyond, { head })
      : elsewhere(notices.cutOffHead, { position, head }, { position });
  }
  if (unheard === undefined) return undefined;
  const { name, size: expected } = unheard;
  const params = { size: tree.size, expected, witness: name.en, witnessZh: name.zh, position };
  return elsewhere(notices.cutOff, params, { position });
}
