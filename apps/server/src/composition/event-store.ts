import { EventStoreDbEventStore, type EventStore, type HistoryLoader, PostgresEventStore } from '@milepost/event-store';
import type { Pool } from '@milepost/postgres';
import type { Surroundings } from '../bootstrap';

/**
 * Opens the event store that the settings name: an EventStoreDB, or the tables beside the views.
 * @param pool of the read database; ended after the store
 */
export async function openEventStore(
  { settings, logger, shutdown }: Surroundings,
  pool: Pool,
): Promise<EventStore & HistoryLoader> {
  const onError = (error: Error): void => logger.warn(String(error), 'EventStore');
  const { eventStore } = settings;
  const store =
    eventStore === undefined
      ? await PostgresEventStore.open(pool, { onError })
      : await EventStoreDbEventStore.open(eventStore.url.reveal(), {
          pool,
          onError,
          certificates: eventStore.certificates,
        });
  shutdown.add('the event store', () => store.close());
  return store;
}
