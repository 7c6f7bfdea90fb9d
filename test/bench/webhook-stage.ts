import { randomBytes, randomUUID } from 'node:crypto';
import { projectStream, type Clock } from '@milepost/lifecycle';
import { migrate } from '@milepost/postgres';
import {
  AddressGuard,
  Dispatch,
  EndpointLedger,
  HttpSender,
  newSecret,
  Router,
  SecretBox,
  Vault,
  webhookMigrations,
} from '@milepost/webhook';
import { METADATA, reached, registered } from '../support/webhooks/desk';
import type { BenchDatabase } from './bench-database';

/** Messages of each project. */
const OF_EACH = 20;

const clock: Clock = { now: () => new Date().toISOString() };

/** Lets through to this machine and no further. */
const guard = new AddressGuard({ networks: ['127.0.0.1/32'], ports: [{ from: 1, to: 65_535 }] });

export const newSender = (): HttpSender => new HttpSender({ guard });

/** Endpoints and messages over the database of a bench, and who routes and sends them. */
export class WebhookStage {
  private readonly ledger: EndpointLedger;
  private readonly vault: Vault;

  private constructor(private readonly database: BenchDatabase) {
    this.ledger = new EndpointLedger(database.store);
    this.vault = new Vault(database.pool, new SecretBox([randomBytes(32)]));
  }

  static async open(database: BenchDatabase): Promise<WebhookStage> {
    await migrate(database.pool, 'webhook', webhookMigrations);
    return new WebhookStage(database);
  }

  async addEndpoint(url: string): Promise<string> {
    const id = randomUUID();
    const [secret] = await this.vault.keep(id, [newSecret()]);
    const data = {
      url,
      description: 'bench',
      bureau: 'bench',
      filter: {},
      ordered: true,
      ratePerSecond: null,
      headers: [],
      headerValues: null,
      secret: secret!,
      signingKey: null,
      start: { from: 'now' },
      startAfter: null,
    } as const;
    await this.ledger.execute(id, { kind: 'create', data }, { metadata: METADATA });
    return id;
  }

  /** Records so many events that each make a message, of many projects: by turns, or each one's in a row. */
  async record(messages: number, inARow = false): Promise<void> {
    const { store } = this.database;
    const streams = Array.from({ length: messages / OF_EACH }, () => projectStream(randomUUID()));
    const more = Array.from({ length: OF_EACH - 1 });
    if (inARow) {
      for (const stream of streams) await store.append(stream, 'none', [registered(), ...more.map(() => reached())]);
      return;
    }
    for (const stream of streams) await store.append(stream, 'none', [registered()]);
    for (const revision of more.keys()) for (const stream of streams) await store.append(stream, revision, [reached()]);
  }

  /** Routes until all that is recorded is, and all feeds have come as far. @returns seconds */
  async route(): Promise<number> {
    const { store, pool } = this.database;
    const head = await store.head();
    const router = new Router({ store, pool, clock, source: 'urn:milepost:bench' });
    const began = performance.now();
    router.start();
    await this.until(
      `SELECT (SELECT position = $1 FROM webhook.router)
         AND NOT EXISTS (SELECT FROM webhook.feed WHERE NOT stopped AND cursor < $1) AS done`,
      head,
    );
    const seconds = (performance.now() - began) / 1_000;
    await router.stop();
    return seconds;
  }

  /** Forgets all messages, as if none but the first events had been routed. */
  async unroute(position: string): Promise<void> {
    const { pool } = this.database;
    await pool.query('TRUNCATE webhook.message, webhook.subject, webhook.queue');
    await pool.query('UPDATE webhook.router SET position = $1', [position]);
    await pool.query('UPDATE webhook.feed SET cursor = $1', [position]);
  }

  /** Queues the first messages anew for some endpoints, and has them ordered or not. */
  async queue(endpoints: readonly string[], load: { ordered: boolean; messages: number }): Promise<void> {
    const { ordered, messages } = load;
    const { pool } = this.database;
    await pool.query('TRUNCATE webhook.queue, webhook.attempt');
    await pool.query(`UPDATE webhook.endpoint SET doc = jsonb_set(doc, '{ordered}', $1)`, [JSON.stringify(ordered)]);
    await pool.query(
      `INSERT INTO webhook.queue (endpoint_id, run, message_id, position, subject, kind, queued_at, due_at)
       SELECT e.id, 0, m.id, m.position, m.subject, 'live', $2, $2
       FROM (SELECT * FROM webhook.message ORDER BY position LIMIT $3) m CROSS JOIN unnest($1::uuid[]) AS e(id)
       ORDER BY m.position`,
      [endpoints, clock.now(), messages],
    );
    await pool.query('VACUUM ANALYZE webhook.queue');
  }

  /** Sends all that is queued. @returns seconds until so many deliveries are on record */
  async deliver(deliveries: number): Promise<number> {
    const { pool } = this.database;
    const { ledger, vault } = this;
    const sender = newSender();
    const dispatch = new Dispatch({ pool, clock, ledger, vault, sender });
    const began = performance.now();
    dispatch.start();
    const delivered = () => dispatch.tally.all().reduce((sum, { count }) => sum + count, 0);
    while (delivered() < deliveries) await new Promise((resolve) => setTimeout(resolve, 5));
    const seconds = (performance.now() - began) / 1_000;
    await dispatch.stop();
    sender.close();
    const failed = dispatch.tally.all().filter(({ result }) => result === 'failed');
    if (failed.length > 0) throw new Error(`deliveries failed: ${JSON.stringify(failed)}`);
    return seconds;
  }

  async bodies(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ body: string }>(
      'SELECT body FROM webhook.message ORDER BY position',
    );
    return rows.map(({ body }) => body);
  }

  private async until(question: string, head: string): Promise<void> {
    for (;;) {
      const { rows } = await this.database.pool.query<{ done: boolean }>(question, [head]);
      if (rows[0]?.done) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
