import { createHash } from 'node:crypto';
import type { Client, Pool } from 'pg';
import { connectDedicated } from './dedicated-connection';

export interface Lease {
  readonly name: string;
  /** Resolves when the lease ends: released here, or lost because its connection broke. */
  readonly lost: Promise<void>;
  /** Aborts when the lease ends. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/** How often a lease makes sure that its connection lives, and how long an answer may take, in milliseconds. */
const HEARTBEAT_MS = 5_000;

/** The key of PostgreSQL's advisory locks that stands for a name: a signed 64-bit integer in decimal. */
export function advisoryLockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}

/**
 * Takes the lease of this name, which one session of the whole database may hold at a time.
 * @returns undefined when another session holds it
 */
export async function tryAcquireLease(pool: Pool, name: string): Promise<Lease | undefined> {
  const client = await connectDedicated(pool);
  try {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1::bigint) AS taken', [
      advisoryLockKey(name),
    ]);
    if (rows[0].taken) return hold(client, name);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  return undefined;
}

function hold(client: Client, name: string): Lease {
  const ended = new AbortController();
  const lost = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve(), { once: true }));
  const close = async () => {
    clearInterval(heartbeat);
    // Aborted first: whoever works under the lease must hear of it before anybody else can take it.
    ended.abort();
    await client.end().catch(() => undefined);
  };
  const beat = async () => {
    const late = setTimeout(() => void close(), HEARTBEAT_MS);
    await client.query('SELECT 1').catch(close);
    clearTimeout(late);
  };
  const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
  heartbeat.unref();
  client.on('end', () => void close());
  client.on('error', () => void close());
  return { name, lost, signal: ended.signal, release: close };
}
