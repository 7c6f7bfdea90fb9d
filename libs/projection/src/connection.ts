import type { PoolClient } from '@milepost/postgres';

/** One connection of the database, be it the pool's or not. */
export type Connection = Pick<PoolClient, 'query'>;
