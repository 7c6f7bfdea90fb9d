import type { Clock } from '@milepost/lifecycle';
import { isConnectionError, listen, type Pool } from '@milepost/postgres';
import type { Endpoint } from '../endpoint/endpoint';
import { AlarmClock } from '../alarm-clock';
import { WEBHOOK_CHANNEL } from '../store/migrations';
import { endpointsWithDue } from './backlog';
import type { Courier } from './courier';
import { Claims } from './claims';
import { Owners } from './owner';
import type { Recipient } from './recipient';

interface CouriersOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** Done once an endpoint is this process's alone, before a courier of it sets out. */
  readonly prepare: (endpoint: Endpoint) => Promise<void>;
  /** Opens an endpoint's secrets. @throws when they can't be opened: the endpoint waits */
  readonly recipientOf: (endpoint: Endpoint) => Promise<Recipient>;
  readonly courierFor: (recipient: Recipient) => Courier;
  readonly onError: (error: unknown) => void;
  /** How often this process looks who else there is and what is due, in milliseconds. */
  readonly pollMs?: number;
}

/** How long a process that ends waits for answers: within the time that it is given to end. */
const LINGER_MS = 5_000;
const REFUSED_MS = 30_000;
/** Shortest time between two looks, however often something new is announced. */
const BREATH_MS = 20;

interface Employed {
  readonly courier: Courier;
  readonly revision: number;
  readonly ordered: boolean;
}

/**
 * The endpoints that this process brings messages to. Which one that is, all processes reckon alike from who there is;
 * that it is one only, a lock of the database makes sure, which goes with the process.
 */
export class Couriers {
  private readonly employed = new Map<string, Employed>();
  private readonly leaving = new Map<string, Promise<void>>();
  /** Endpoints whose courier could not set out, and when that is tried again (of real time, in milliseconds). */
  private readonly refused = new Map<string, { readonly revision: number; readonly until: number }>();
  private readonly owners = new Owners();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  lastError: unknown = null;

  constructor(private readonly options: CouriersOptions) {}

  /** How many endpoints this process brings messages to. */
  get count(): number {
    return this.employed.size;
  }

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** The endpoint was stopped: nothing more sets out, before that has come round as an event too. */
  halt(endpointId: string): void {
    this.employed.get(endpointId)?.courier.halt();
  }

  /** Resolves when nothing of this process is on the way any longer. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { pool, pollMs = 500, onError } = this.options;
    const alarm = new AlarmClock();
    const listener = listen(pool, { handlers: { [WEBHOOK_CHANNEL]: () => alarm.wake() } });
    let claims: Claims | undefined;
    while (!signal.aborted) {
      try {
        claims ??= await Claims.open(pool, () => this.abandonAll());
        await this.look(claims);
        this.lastError = null;
      } catch (error) {
        this.lastError = error;
        onError(error);
      }
      if (claims?.lost) {
        await this.dismissAll((courier) => courier.abandon());
        await claims.close();
        claims = undefined;
      }
      await new AlarmClock().sleep(BREATH_MS, signal);
      await alarm.sleep(pollMs, signal);
    }
    await this.dismissAll((courier) => courier.stop(LINGER_MS));
    await claims?.close();
    await listener.close();
  }

  private async look(claims: Claims): Promise<void> {
    const { pool, clock } = this.options;
    const workers = await claims.workers();
    const { rows } = await pool.query<{ doc: Endpoint }>(
      `SELECT doc FROM webhook.endpoint WHERE status <> 'deleted' ORDER BY id`,
    );
    this.owners.among(workers);
    const mine = new Map(
      rows.filter(({ doc }) => this.owners.of(doc.id) === claims.worker).map(({ doc }) => [doc.id, doc]),
    );
    for (const id of this.employed.keys()) if (!mine.has(id)) this.dismiss(id, claims);
    for (const endpoint of mine.values()) await this.employ(endpoint, claims);
    for (const id of await endpointsWithDue(pool, [...this.employed.keys()], clock.now())) {
      this.employed.get(id)?.courier.wake();
    }
  }

  private async employ(endpoint: Endpoint, claims: Claims): Promise<void> {
    const { prepare, recipientOf, courierFor, onError } = this.options;
    const { id, revision, ordered } = endpoint;
    const known = this.employed.get(id);
    if (known?.revision === revision || this.leaving.has(id)) return;
    const refused = this.refused.get(id);
    if (refused?.revision === revision && refused.until > performance.now()) return;
    if (known !== undefined && known.ordered !== ordered) return this.dismiss(id, claims);
    try {
      if (known === undefined) {
        if (!(await claims.claim(id))) return;
        await prepare(endpoint);
      }
      const recipient = await recipientOf(endpoint);
      const courier = known?.courier ?? courierFor(recipient);
      if (known !== undefined) courier.change(recipient);
      this.employed.set(id, { courier, revision, ordered });
    } catch (error) {
      // What was known of it holds no longer; one that is not even begun another process may be able to open.
      if (known !== undefined) known.courier.halt();
      else await claims.release(id).catch(onError);
      // One whose secrets can't be opened keeps no other waiting, and does not fill the log.
      if (!isConnectionError(error)) this.refused.set(id, { revision, until: performance.now() + REFUSED_MS });
      onError(error);
    }
  }

  private dismiss(id: string, claims: Claims): void {
    const known = this.employed.get(id);
    if (known === undefined) return;
    this.employed.delete(id);
    const left = known.courier
      .stop()
      .then(() => claims.release(id))
      .catch(this.options.onError)
      .finally(() => this.leaving.delete(id));
    this.leaving.set(id, left);
  }

  /** Others may be about to send what is on the way here: that can't wait until the database answers again. */
  private abandonAll(): void {
    for (const { courier } of this.employed.values()) void courier.abandon();
  }

  private async dismissAll(end: (courier: Courier) => Promise<void>): Promise<void> {
    const all = [...this.employed.values()].map(({ courier }) => end(courier));
    this.employed.clear();
    await Promise.all([...all, ...this.leaving.values()]);
  }
}
