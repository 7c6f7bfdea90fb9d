import { EventStoreDbEventStore, type EventStore, type HistoryLoader, PostgresEventStore } from '@milepost/event-store';
import { createPool, startEmbeddedPostgres } from '@milepost/postgres';
import { userPath } from './user-path';

export interface ConnectedStore {
  readonly store: EventStore & HistoryLoader;
  /** The database's URL, password included: that of the views, whichever store keeps the events. */
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
 * Opens the event store: that of EVENTSTORE_URL, otherwise the one in the database. The database is that of
 * DATABASE_URL, or the embedded one under the data folder, which is joined where a server runs it and started where none
 * does. A data folder that is asked for comes before DATABASE_URL.
 */
export async function connectStore({ data, log }: StoreOptions): Promise<ConnectedStore> {
  const url = variable('DATABASE_URL');
  if (data === undefined && url) return { ...(await openStore(url)), url };
  const dataFolder = data !== undefined ? userPath(data) : userPath(variable('MILEPOST_DATA') ?? 'data');
  const database = await startEmbeddedPostgres({ dataFolder, mode: 'join', log });
  try {
    const { store, close } = await openStore(database.url);
    return {
      store,
      url: database.url,
      dataFolder,
      close: async () => {
        await close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function openStore(databaseUrl: string): Promise<Pick<ConnectedStore, 'store' | 'close'>> {
  const url = variable('EVENTSTORE_URL');
  if (url === undefined) {
    const store = await PostgresEventStore.open(databaseUrl);
    return { store, close: () => store.close() };
  }
  const pool = createPool(databaseUrl, { applicationName: 'milepost event index' });
  try {
    const store = await EventStoreDbEventStore.open(url, { pool, certificates: certificateFiles() });
    return {
      store,
      close: async () => {
        await store.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The files of certificates that the environment names, for a connection to EventStoreDB. */
export function certificateFiles() {
  const file = (name: string) => {
    const path = variable(name);
    return path === undefined ? undefined : userPath(path);
  };
  return {
    tlsCaFile: file('EVENTSTORE_CA_FILE'),
    userCertFile: file('EVENTSTORE_CERT_FILE'),
    userKeyFile: file('EVENTSTORE_KEY_FILE'),
  };
}

export const variable = (name: string): string | undefined => process.env[name]?.trim() || undefined;
