import type { EventStore } from '@milepost/event-store';
import { catalogueStream, type Clock } from '@milepost/lifecycle';
import { bootstrapRules } from '@milepost/sample';

/**
 * Gives a store the built-in rules when their catalogue is asked for and not there: an import may come before the first
 * start of a server, which writes the same events.
 */
export async function adoptBuiltInRules(code: string, store: EventStore, clock: Clock): Promise<void> {
  const events = bootstrapRules(clock.now());
  if (!events.some(({ stream }) => stream === catalogueStream(code))) return;
  for (const { recordedAt: _now, revision: _first, stream, ...event } of events) {
    const known = await store.readStream(stream, { limit: 1 });
    if (known.length === 0) await store.append(stream, 'none', [event]);
  }
}
