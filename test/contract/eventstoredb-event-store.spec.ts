import { EventStoreDbEventStore } from '@milepost/event-store';
import { cuttingProxy } from '../support/cutting-proxy';
import { createTestDatabase } from '../support/database';
import { openAsAnotherProcess } from '../support/eventstoredb/opened-store';
import { serverUnderTest } from '../support/eventstoredb/server-under-test';
import { describeEventStore } from './event-store-contract';

describeEventStore('EventStoreDbEventStore', async () => {
  const database = await createTestDatabase();
  const server = await serverUnderTest();
  const proxy = await cuttingProxy(server.url);
  const options = { pool: database.pool };
  const store = await EventStoreDbEventStore.open(proxy.url, options);
  return {
    store,
    clocksApart: true,
    reopen: () => openAsAnotherProcess(proxy.url, options),
    cutConnections: async () => proxy.cutAll(),
    close: async () => {
      await store.close();
      await proxy.close();
      await server.close();
      await database.drop();
    },
  };
});
