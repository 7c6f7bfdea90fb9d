import { PostgresEventStore } from '@milepost/event-store';
import { startEmbeddedPostgres } from '@milepost/postgres';
import { userPath } from './user-path';

export interface ConnectedStore {
  readonly store: PostgresEventStore;
  /** The database's URL, password included. */
  readonly url: string;
  /** Absolute path of the data folder, where the database is the embedded one. */
  readonly dataFolder?: string;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Data folder of the embedded database; MILEPOST_DATA, then `data`, when absent. */
  readonly data?: string;
  readonly log: (message: string) => void;
}

/**
 * Opens the event store: in the database of DATABASE_URL, or in the embedded one under the data folder, which is joined
 * where a server runs it and started where none does. A data folder that is asked for comes before DATABASE_URL.
 */
export async function connectStore({ data, log }: StoreOptions): Promise<ConnectedStore> {
  const url = process.env.DATABASE_URL?.trim();
  if (data === undefined && url) {
    const store = await PostgresEventStore.open(url);
    return { store, url, close: () => store.close() };
  }
  const dataFolder = data !== undefined ? userPath(data) : userPath(process.env.MILEPOST_DATA?.trim() || 'data');
  const database = await startEmbeddedPostgres({ dataFolder, mode: 'join', log });
  try {
    const store = await PostgresEventStore.open(database.url);
    return {
      store,
      url: database.url,
      dataFolder,
      close: async () => {
        await store.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
