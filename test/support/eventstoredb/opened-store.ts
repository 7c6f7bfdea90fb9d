import type { EventStoreDbEventStore, EventStoreDbOptions } from '@milepost/event-store';
import type { Pool } from '@milepost/postgres';

type Adapter = { readonly EventStoreDbEventStore: typeof EventStoreDbEventStore };

/** Opens the store as another process would: with a client, caches and clock of its own. */
export async function openAsAnotherProcess(url: string, options: EventStoreDbOptions): Promise<EventStoreDbEventStore> {
  let adapter: Adapter | undefined;
  jest.isolateModules(() => {
    adapter = jest.requireActual<Adapter>('../../../libs/event-store/src');
  });
  return adapter!.EventStoreDbEventStore.open(url, options);
}

export type { Pool };
