import type { EventStore, HistoryLoader } from '@milepost/event-store';
import type { Clock } from '@milepost/lifecycle';
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
  if (!empty) {
    logger.log('The data folder holds events already: the sample is not loaded again', 'Demo');
    return;
  }
  const { events } = generateSample();
  // All of it in one transaction: cut off, the next start finds an empty store and loads it again.
  await store.load(events);
  logger.log(`Loaded the sample: ${events.length} events of an invented county`, 'Demo');
}
