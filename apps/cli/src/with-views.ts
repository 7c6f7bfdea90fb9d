import type { EventStore } from '@milepost/event-store';
import { createPool, type Pool } from '@milepost/postgres';
import { Projector } from '@milepost/projection';
import { PROJECTIONS } from '@milepost/views';
import { connectStore } from './connect-store';

export interface ViewOptions {
  readonly data?: string;
}

export const DATA_OPTION = [
  '--data <folder>',
  'data folder of the embedded database (default: DATABASE_URL, MILEPOST_DATA, then data)',
] as const;

export interface Views {
  readonly projector: Projector;
  readonly store: EventStore;
  readonly pool: Pool;
  /** URL of their database, password included. */
  readonly url: string;
}

/** Runs something on the views of the database that the options name, and lets go of it whatever happens. */
export async function withViews<Result>(
  { data }: ViewOptions,
  work: (views: Views) => Promise<Result>,
): Promise<Result> {
  const log = (message: string): void => void process.stderr.write(`${message}\n`);
  const { store, url, close } = await connectStore({ data, log });
  const pool = createPool(url, { applicationName: 'milepost views' });
  try {
    return await work({ url, store, pool, projector: new Projector(PROJECTIONS, { store, pool }) });
  } finally {
    await pool.end();
    await close();
  }
}
