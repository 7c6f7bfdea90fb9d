import type { Client, Pool } from 'pg';
import { backoff } from './backoff';
import { connectDedicated } from './dedicated-connection';

export interface ListenOptions {
  /** What to do with a notification, per channel. */
  readonly handlers: Readonly<Record<string, (payload: string) => void>>;
  /** Called when listening goes on after a lost connection: notifications may have been missed meanwhile. */
  readonly onReconnect?: () => void;
  /** Called with the cause of each failed attempt. */
  readonly onError?: (error: Error) => void;
}

export interface Listener {
  /** Resolves when listening has begun for the first time, or was closed before. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

const RETRY = { firstMs: 50, mostMs: 5_000 };

/** Sent on an idle connection at this interval, in milliseconds: without traffic a dead peer goes unnoticed. */
const HEARTBEAT_MS = 10_000;

/** Listens to notifications on a connection of its own, and reconnects with backoff until closed. */
export function listen(pool: Pool, options: ListenOptions): Listener {
  const closing = new AbortController();
  let announceReady!: () => void;
  const ready = new Promise<void>((resolve) => (announceReady = resolve));

  const follow = async () => {
    let connectedBefore = false;
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      try {
        const client = await connectDedicated(pool);
        const ended = endOf(client, closing.signal);
        client.on('notification', ({ channel, payload }) => options.handlers[channel]?.(payload ?? ''));
        try {
          for (const channel of Object.keys(options.handlers)) {
            await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
          }
          attempt = 0;
          if (connectedBefore) options.onReconnect?.();
          connectedBefore = true;
          announceReady();
          await ended;
        } finally {
          await client.end().catch(() => undefined);
        }
      } catch (error) {
        options.onError?.(error as Error);
      }
      if (!closing.signal.aborted) await pause(backoff(attempt, RETRY), closing.signal);
    }
    announceReady();
  };

  const following = follow();
  return {
    ready,
    close: async () => {
      closing.abort();
      await following;
    },
  };
}

/** Resolves when the connection has ended, does not answer any more, or is to be closed. */
function endOf(client: Client, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let waiting = false;
    const heartbeat = setInterval(() => {
      if (waiting) return end();
      waiting = true;
      client.query('SELECT 1').then(() => (waiting = false), end);
    }, HEARTBEAT_MS);
    heartbeat.unref();
    const end = () => {
      clearInterval(heartbeat);
      closing.removeEventListener('abort', end);
      resolve();
    };
    client.on('end', end);
    client.on('error', end);
    closing.addEventListener('abort', end);
    if (closing.aborted) end();
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
