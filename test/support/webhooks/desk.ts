import { randomBytes, randomUUID } from 'node:crypto';
import { PostgresEventStore } from '../../../libs/event-store/src';
import { projectStream, type Clock, type NewEvent, type ProjectRegistered } from '../../../libs/lifecycle/src';
import { migrate } from '../../../libs/postgres/src';
import {
  Dispatch,
  EndpointLedger,
  newSecret,
  Router,
  SecretBox,
  Vault,
  webhookMigrations,
  type DispatchNotice,
  type EndpointCreated,
  type SendOutcome,
  type Sender,
} from '../../../libs/webhook/src';
import { createTestDatabase, type TestDatabase } from '../database';

export const METADATA = { actor: 'u-1', source: 'test' };

/** A clock that stands still until it is set forward. */
export class ManualClock implements Clock {
  constructor(private instant = '2026-03-02T01:00:00.000Z') {}

  now(): string {
    return this.instant;
  }

  advance(ms: number): void {
    this.instant = new Date(Date.parse(this.instant) + ms).toISOString();
  }
}

export interface Sent {
  readonly url: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: string; readonly subject: string; readonly sequence: string; readonly data: object };
}

export const answer = (status: number, more: Partial<SendOutcome> = {}): SendOutcome => ({
  status,
  error: null,
  durationMs: 1,
  response: '',
  retryAfterMs: null,
  ...more,
});

/** A sender that keeps what it was given and answers as it is told. */
export class RecordingSender implements Sender {
  readonly sent: Sent[] = [];
  respond: (sent: Sent) => SendOutcome | Promise<SendOutcome> = () => answer(200);

  async send({ url, headers, body }: Parameters<Sender['send']>[0]): Promise<SendOutcome> {
    const sent: Sent = { url, headers, id: headers['webhook-id'], body: JSON.parse(body) as Sent['body'] };
    this.sent.push(sent);
    return this.respond(sent);
  }

  /** Ids sent to a URL so far, in order. */
  idsTo(url: string): string[] {
    return this.sent.filter((one) => one.url === url).map(({ id }) => id);
  }
}

/** Event store, endpoints and everything that sends, over a database of its own. */
export class WebhookDesk {
  readonly sender = new RecordingSender();
  readonly clock = new ManualClock();
  readonly notices: DispatchNotice[] = [];
  readonly ledger: EndpointLedger;
  readonly vault: Vault;
  private readonly running: { stop(): Promise<void> }[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly store: PostgresEventStore,
    /** What secrets are sealed with, base64. */
    readonly key: string,
  ) {
    this.ledger = new EndpointLedger(store);
    this.vault = new Vault(database.pool, new SecretBox([Buffer.from(key, 'base64')]));
  }

  /** @param key that secrets are sealed with */
  static async open(key: Uint8Array = randomBytes(32)): Promise<WebhookDesk> {
    const database = await createTestDatabase();
    await migrate(database.pool, 'webhook', webhookMigrations);
    const store = await PostgresEventStore.open(database.pool);
    return new WebhookDesk(database, store, Buffer.from(key).toString('base64'));
  }

  route(): Router {
    const { store, clock } = this;
    const router = new Router({ store, pool: this.database.pool, clock, source: 'urn:milepost:test', pollMs: 20 });
    router.start();
    this.running.push(router);
    return router;
  }

  dispatch(sender: Sender = this.sender): Dispatch {
    const { clock, ledger, vault } = this;
    const onNotice = (notice: DispatchNotice): void => void this.notices.push(notice);
    const dispatch = new Dispatch({ pool: this.database.pool, clock, ledger, vault, sender, onNotice, pollMs: 20 });
    dispatch.start();
    this.running.push(dispatch);
    return dispatch;
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((one) => one.stop()));
    await this.store.close();
    await this.database.drop();
  }

  /** Sets an endpoint up. @returns its id */
  async endpoint(more: Partial<EndpointCreated> = {}): Promise<string> {
    const id = randomUUID();
    const [secret] = await this.vault.keep(id, [newSecret()]);
    const data: EndpointCreated = {
      url: `https://${id}.example/hook`,
      description: '统计局联网系统',
      bureau: 'statistics',
      filter: {},
      ordered: true,
      ratePerSecond: null,
      headers: [],
      headerValues: null,
      secret,
      signingKey: null,
      start: { from: 'now' },
      startAfter: null,
      ...more,
    };
    const outcome = await this.ledger.execute(id, { kind: 'create', data }, { metadata: METADATA });
    if (!outcome.accepted) throw new Error(JSON.stringify(outcome.errors));
    return id;
  }

  async url(id: string): Promise<string> {
    return (await this.ledger.find(id))?.url as string;
  }

  /** Registers a project. @returns its id */
  async project(more: Partial<ProjectRegistered> = {}): Promise<string> {
    const id = randomUUID();
    await this.store.append(projectStream(id), 'none', [registered(more)]);
    return id;
  }

  /** Records milestones of a project, one event each, at once. @returns their ids */
  async milestones(projectId: string, count: number, milestone = 'eia'): Promise<string[]> {
    const stream = projectStream(projectId);
    const revision = (await this.store.readStream(stream)).length - 1;
    const events = Array.from({ length: count }, () => reached(milestone));
    await this.store.append(stream, revision, events);
    return events.map(({ id }) => id);
  }

  async count(table: string, where = 'true'): Promise<number> {
    const { rows } = await this.database.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM webhook.${table} WHERE ${where}`,
    );
    return rows[0].count;
  }
}

export function registered(more: Partial<ProjectRegistered> = {}): NewEvent {
  const data: ProjectRegistered = {
    name: '年产 30 万台泵阀项目',
    kind: 'technical-renovation',
    investor: null,
    investorCode: null,
    district: '361002',
    industry: null,
    landMode: null,
    totalInvestment: '120000000',
    tags: [],
    catalogue: { code: 'cn-investment', version: 1 },
    external: null,
    ...more,
  };
  return { id: randomUUID(), type: 'project.registered.v1', data, metadata: METADATA };
}

export function reached(milestone = 'eia', occurredOn = '2026-02-10'): NewEvent {
  return { id: randomUUID(), type: 'milestone.reached.v1', data: { milestone, occurredOn }, metadata: METADATA };
}
