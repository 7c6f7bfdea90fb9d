import { PostgresEventStore } from '@milepost/event-store';
import { createPool } from '@milepost/postgres';
import { AddressGuard, Dispatch, EndpointLedger, HttpSender, Router, SecretBox, Vault } from '@milepost/webhook';
import { FasterClock } from './faster-clock';

/** What a process that routes and sends is to do; passed as JSON. */
export interface SendingTask {
  readonly url: string;
  /** That secrets are sealed with, Base64. */
  readonly key: string;
  readonly clock: { readonly sinceMs: number; readonly times: number };
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
}

export type SendingSaid =
  | { readonly kind: 'started' }
  /** Resident memory in bytes. */
  | { readonly kind: 'memory'; readonly rss: number }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'stopped' };

const SAMPLE_MS = 250;

async function main({ url, key, clock: { sinceMs, times }, timeoutMs }: SendingTask): Promise<void> {
  const say = (said: SendingSaid): void => void process.send?.(said);
  const pool = createPool(url, { max: 8, applicationName: 'soak' });
  const store = await PostgresEventStore.open(pool);
  const clock = new FasterClock(sinceMs, times);
  const guard = new AddressGuard({ networks: ['127.0.0.1/32'], ports: [{ from: 1, to: 65_535 }] });
  const http = new HttpSender({ guard });
  const onNotice = (notice: { readonly kind: string; readonly error?: unknown }): void => {
    if (notice.kind === 'failed') say({ kind: 'failed', error: String(notice.error) });
  };
  const router = new Router({ store, pool, clock, source: 'urn:milepost:soak', onNotice });
  const dispatch = new Dispatch({
    pool,
    clock,
    ledger: new EndpointLedger(store),
    vault: new Vault(pool, new SecretBox([Buffer.from(key, 'base64')])),
    sender: { send: (request) => http.send({ ...request, timeoutMs }) },
    onNotice,
  });
  process.on('disconnect', () => process.exit(1));
  process.on('message', () => {
    void (async () => {
      await Promise.all([router.stop(), dispatch.stop()]);
      http.close();
      await store.close();
      await pool.end();
      say({ kind: 'stopped' });
    })();
  });
  setInterval(() => say({ kind: 'memory', rss: process.memoryUsage.rss() }), SAMPLE_MS).unref();
  router.start();
  dispatch.start();
  say({ kind: 'started' });
}

void main(JSON.parse(process.argv[2]) as SendingTask);
