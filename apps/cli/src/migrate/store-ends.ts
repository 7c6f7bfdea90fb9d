import {
  EventStoreDbEventStore,
  type EventStore,
  parseConnectionUrl,
  PostgresEventStore,
  type SealedLoader,
} from '@milepost/event-store';
import { createPool, type Pool, startEmbeddedPostgres } from '@milepost/postgres';
import { certificateFiles, variable } from '../connect-store';
import { userPath } from '../user-path';

type MovableStore = EventStore & SealedLoader;

/** The two stores of a migration, and what is beside them. */
export interface StoreEnds {
  readonly source: MovableStore;
  readonly target: MovableStore;
  /** Of the one that is in PostgreSQL, the source's if both are. */
  readonly pool: Pool;
  /** True when events get other positions by moving: views that know them by the old ones can't go on. */
  readonly positionsChange: boolean;
  /** Kind of the store that takes the events. */
  readonly into: 'postgres' | 'eventstoredb';
  close(): Promise<void>;
}

export interface StoreEndsOptions {
  readonly from: string;
  readonly to: string;
  /** Data folder of the embedded database; MILEPOST_DATA, then `data`, when absent. */
  readonly data?: string;
  readonly log: (message: string) => void;
}

/** Opens two stores, each named by a URL, by the variable of the environment that holds one, or as `embedded`. */
export async function openStoreEnds({ from, to, data, log }: StoreEndsOptions): Promise<StoreEnds> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.reverse()) await end();
  };
  const embedded = async (): Promise<string> => {
    const dataFolder = userPath(data ?? variable('MILEPOST_DATA') ?? 'data');
    const database = await startEmbeddedPostgres({ dataFolder, mode: 'join', log });
    closing.push(() => database.stop());
    return database.url;
  };
  const poolOf = (url: string): Pool => {
    const pool = createPool(url, { applicationName: 'milepost migration' });
    closing.push(() => pool.end());
    return pool;
  };
  const open = async (url: string, pool: Pool): Promise<MovableStore> => {
    const store = isPostgres(url)
      ? await PostgresEventStore.open(pool)
      : await EventStoreDbEventStore.open(url, { pool, certificates: certificateFiles() });
    closing.push(() => store.close());
    return store;
  };
  const names = [from, to].map(urlOf);
  requireTwoStores(names);
  try {
    const urls: string[] = [];
    for (const name of names) urls.push(name === EMBEDDED ? await embedded() : name);
    const pools = urls.map((url) => (isPostgres(url) ? poolOf(url) : undefined));
    const pool = (pools[0] ?? pools[1])!;
    const source = await open(urls[0], pools[0] ?? pool);
    const target = await open(urls[1], pools[1] ?? pool);
    return {
      source,
      target,
      pool,
      positionsChange: pools.includes(undefined),
      into: pools[1] ? 'postgres' : 'eventstoredb',
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const EMBEDDED = 'embedded';

/** A password in a command's arguments can be read by others: the name of a variable will do. */
const urlOf = (text: string): string => (/^[A-Z][A-Z0-9_]*$/.test(text) ? (variable(text) ?? text) : text.trim());

const isPostgres = (url: string): boolean => url === EMBEDDED || /^postgres(?:ql)?:\/\//.test(url);

function requireTwoStores([from, to]: readonly string[]): void {
  // Throws where it is no URL, and names the part that is wrong.
  for (const url of [from, to]) if (!isPostgres(url)) parseConnectionUrl(url);
  if (from === to) throw new Error('--from and --to name the same store');
  if (isPostgres(from) || isPostgres(to)) return;
  throw new Error('one of the two must be in PostgreSQL: copy by way of it');
}
