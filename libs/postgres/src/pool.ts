import { Pool, types } from 'pg';
import { parserFor } from './value-parsers';

export type { Client, Pool, PoolClient } from 'pg';

export interface PoolOptions {
  /** Most connections; 10 by default. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Longest time one statement may take, in milliseconds; unlimited by default. */
  readonly statementTimeoutMs?: number;
}

/** How long to wait for a connection, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The parsers read the ISO notation in UTC. Keepalives: a vanished client must not hold its locks for hours. Memory and
 * no compilation: a board hashes some hundred thousand short rows, in less time than compiling the statement takes.
 */
const SESSION = [
  'DateStyle=ISO',
  'TimeZone=UTC',
  'tcp_keepalives_idle=30',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
  'work_mem=32MB',
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/**
 * A connection pool whose values come as exact strings: int8 and numeric as decimal strings, date as `YYYY-MM-DD`,
 * timestamptz as ISO 8601 in UTC with milliseconds (`infinity` as such). A connection that breaks while idle is
 * dropped and does not end the process.
 */
export function createPool(url: string, options: PoolOptions = {}): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'milepost',
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: SESSION,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => parserFor(oid) ?? types.getTypeParser(oid, format),
    },
  });
  const ignore = () => undefined;
  // Without a listener an `error` event ends the process. The next query on the connection reports the loss anyway.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}
