import type { EventStore, HistoryLoader } from '@milepost/event-store';
import type { Clock, RecordedEvent } from '@milepost/lifecycle';
import { bootstrapRules, generateSample } from '@milepost/sample';
import type { LoggerService } from '@nestjs/common';

interface Filled {
  readonly store: EventStore & HistoryLoader;
  readonly clock: Clock;
  readonly logger: LoggerService;
  readonly demo: boolean;
}

/**
 * Gives an empty store what it starts with: the built-in rules, and for a demonstration an invented county's history.
 * A store that holds events already is left as it is.
 */
export async function writeFirstEvents({ store, clock, logger, demo }: Filled): Promise<void> {
  const empty = (await store.head()) === '0';
  if (!demo) {
    for (const { recordedAt: _now, revision: _first, stream, ...event } of bootstrapRules(clock.now())) {
      const known = await store.readStream(stream, { limit: 1 });
      if (known.length === 0) await store.append(stream, 'none', [event]);
    }
    return;
  }
  const { events } = generateSample();
  const begun = !empty && (await isBegun(store, events));
  if (!empty && !begun) {
    logger.log('The data folder holds events already: the sample is not loaded again', 'Demo');
    return;
  }
  // All of it in one transaction, or in order from the first: cut off, the next start loads it again, or the rest.
  await store.load(events);
  logger.log(`Loaded the sample: ${events.length} events of an invented county`, 'Demo');
}

/** True when the first part of a history is stored as it is, and the last is not. */
async function isBegun(
  store: EventStore,
  history: readonly Pick<RecordedEvent, 'id' | 'recordedAt'>[],
): Promise<boolean> {
  const [first, last] = [history.at(0), history.at(-1)];
  const [stored] = await store.readAll({ limit: 1 });
  // The built-in rules have the same ids in every store, though not the same instants.
  if (last === undefined || stored?.id !== first?.id || stored?.recordedAt !== first?.recordedAt) return false;
  return (await store.leafIndexOf(last.id)) === undefined;
}
