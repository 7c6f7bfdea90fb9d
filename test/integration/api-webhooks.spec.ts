import { createHmac, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { startApi, type Api } from '../support/api';
import { waitUntil } from '../support/wait-until';
import { LOOPBACK_WEBHOOKS, Receiver, type Received } from '../support/webhooks/receiver';

const CREATE = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  secret position userErrors { code field } warnings { code }
  endpoint { id status url headers publicKey revision filter { types minInvestment } start { from } } } }`;
const REGISTER = `mutation ($input: RegisterProjectInput!) { registerProject(input: $input) {
  position userErrors { code } project { id } } }`;
const RECORD = `mutation ($input: RecordMilestoneInput!) { recordMilestone(input: $input) {
  position userErrors { code } } }`;

const mutation = (name: string, selection: string): string => {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { position userErrors { code field } ${selection} } }`;
};

describe('webhooks over GraphQL', () => {
  let api: Api;
  let receiver: Receiver;
  beforeAll(async () => (api = await startApi({ env: LOOPBACK_WEBHOOKS })));
  afterAll(() => api.close());
  beforeEach(async () => (receiver = await Receiver.start()));
  afterEach(() => receiver.stop());

  async function create(more: Record<string, unknown> = {}) {
    const input = { url: receiver.url, description: '统计局联网系统', bureau: '统计局', ...more };
    return (await api.ask(CREATE, { input })).data.createWebhook;
  }

  async function project(more: Record<string, unknown> = {}): Promise<string> {
    const input = { name: '年产 30 万台泵阀项目', kind: 'new-build', district: '361002', ...more };
    const { data } = await api.ask(REGISTER, { input });
    expect(data.registerProject.userErrors).toEqual([]);
    return data.registerProject.project.id as string;
  }

  const record = async (projectId: string, milestone: string, occurredOn = '2026-02-10') =>
    (await api.ask(RECORD, { input: { projectId, milestone, occurredOn } })).data.recordMilestone;

  const arrived = (count: number) => waitUntil(`${count} messages`, () => receiver.received.length >= count);

  it('sends what a bureau asked for, signed so that the public library and ten lines of our own verify it', async () => {
    const filter = { types: ['milestone.reached'], milestones: ['eia'], districts: ['361000'] };
    const headers = [{ name: 'Authorization', value: 'Bearer t0ken' }];
    const { secret, endpoint } = await create({ filter, headers });
    expect(endpoint).toMatchObject({ status: 'ACTIVE', headers: ['authorization'], start: { from: 'NOW' } });

    const id = await project();
    await record(id, 'eia');
    await arrived(1);
    const [message] = receiver.received;
    const verified = new Webhook(secret).verify(message.body, message.headers as Record<string, string>) as object;
    expect(verified).toMatchObject({
      specversion: '1.0',
      type: 'milepost.milestone.reached.v1',
      subject: id,
      data: { project: { id, district: '361002' }, milestone: 'eia', occurredOn: '2026-02-10' },
    });
    expect(message.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      authorization: 'Bearer t0ken',
    });
    expect(signedBy(secret, message)).toBe(true);
    expect(signedBy(secret, { ...message, body: `${message.body} ` })).toBe(false);
    expect(JSON.stringify(verified)).not.toContain('泵阀');
  });

  it('shows a secret once, also to those who ask twice, and keeps it nowhere in the open', async () => {
    const idempotencyKey = randomUUID();
    const first = await create({ idempotencyKey });
    expect(first.secret).toMatch(/^whsec_/);
    const again = await create({ idempotencyKey });
    expect(again).toMatchObject({ secret: null, endpoint: { id: first.endpoint.id } });
    expect(again.warnings).toEqual([{ code: 'webhook.secret-shown-once' }]);
    const { pool } = api.database;
    const { rows } = await pool.query<{ text: string }>(
      `SELECT (SELECT string_agg(s::text, '') FROM webhook.secret s) || (SELECT string_agg(e::text, '') FROM webhook.endpoint e)
         || (SELECT string_agg(v::text, '') FROM event_store.events v) AS text`,
    );
    expect(rows[0].text).not.toContain(first.secret.slice('whsec_'.length));
    const kept = await pool.query('SELECT FROM webhook.secret WHERE endpoint_id = $1', [first.endpoint.id]);
    expect(kept.rowCount).toBe(1);
  });

  it('signs with both secrets for a day after a rotation', async () => {
    const { secret, endpoint } = await create({ asymmetric: true });
    expect(endpoint.publicKey).toMatch(/^whpk_/);
    const rotate = mutation('rotateWebhookSecret', 'secret endpoint { previousSecretUntil publicKey }');
    const { data } = await api.ask(rotate, { input: { id: endpoint.id, reason: '例行轮换' } });
    const { secret: next, endpoint: rotated } = data.rotateWebhookSecret;
    expect(Date.parse(rotated.previousSecretUntil) - Date.now()).toBeGreaterThan(86_000_000);
    await waitUntil('it is known', async () => {
      const { rows } = await api.database.pool.query<{ revision: number }>(
        'SELECT revision FROM webhook.endpoint WHERE id = $1',
        [endpoint.id],
      );
      return rows[0]?.revision === 1;
    });
    await project();
    await arrived(1);
    const [message] = receiver.received;
    const signatures = String(message.headers['webhook-signature']).split(' ');
    expect(signatures.map((one) => one.split(',')[0])).toEqual(['v1', 'v1a', 'v1', 'v1a']);
    for (const one of [secret, next]) expect(signedBy(one, message)).toBe(true);
  });

  it('tests an endpoint at once, a paused one too', async () => {
    const { endpoint } = await create({ filter: { types: ['report.published'] } });
    const test = mutation('testWebhook', 'attempt { state status kind type response }');
    const input = { id: endpoint.id };
    const { data } = await api.ask(test, { input });
    expect(data.testWebhook.attempt).toEqual({
      state: 'DELIVERED',
      status: 200,
      kind: 'TEST',
      type: 'webhook.test',
      response: 'ok',
    });
    await api.ask(mutation('pauseWebhook', 'endpoint { status }'), { input: { ...input, reason: '系统升级' } });
    receiver.respond = () => ({ status: 503 });
    const failed = await api.ask(test, { input });
    expect(failed.data.testWebhook.attempt).toMatchObject({ state: 'FAILED', status: 503 });
    expect(receiver.received).toHaveLength(2);
  });

  it('keeps messages of a paused endpoint, and sends them in order when it is resumed', async () => {
    const { endpoint } = await create();
    const id = await project();
    await arrived(1);
    const input = { id: endpoint.id, reason: '系统升级' };
    const paused = await api.ask(mutation('pauseWebhook', 'endpoint { status stopped { because } }'), { input });
    expect(paused.data.pauseWebhook.endpoint).toEqual({ status: 'PAUSED', stopped: { because: '系统升级' } });
    await record(id, 'eia');
    await record(id, 'groundbreaking');
    const resumed = await api.ask(mutation('resumeWebhook', 'endpoint { status }'), { input });
    expect(resumed.data.resumeWebhook.endpoint.status).toBe('ACTIVE');
    await arrived(3);
    expect(receiver.bodies().map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3]);
  });

  it('says who was told of what, when, and what they answered; and who set the endpoint up', async () => {
    const { endpoint } = await create();
    const id = await project();
    const { position } = await record(id, 'eia');
    await arrived(2);
    const event = receiver.received[1].id;
    const attempts = `query ($endpoint: ID, $project: UUID, $event: UUID) {
      webhookAttempts(first: 10, endpoint: $endpoint, project: $project, event: $event, state: DELIVERED) {
        edges { node { messageId subject position status at attempt durationMs response } } } }`;
    const read = async (variables: object) => (await api.ask(attempts, { ...variables })).data.webhookAttempts.edges;
    await waitUntil('it is on record', async () => (await read({ endpoint: endpoint.id, event })).length === 1);
    const [{ node }] = await read({ endpoint: endpoint.id, event });
    expect(node).toMatchObject({ messageId: event, subject: id, position, status: 200, attempt: 1, response: 'ok' });
    expect(await read({ project: id, endpoint: endpoint.id })).toHaveLength(2);

    const webhook = `query ($id: ID!) { webhook(id: $id) { standing { pending exhausted }
      history(first: 5) { edges { node { type actor reason } } } } }`;
    const { data } = await api.ask(webhook, { id: endpoint.id });
    expect(data.webhook).toEqual({
      standing: { pending: 0, exhausted: 0 },
      history: { edges: [{ node: { type: 'webhook.created.v1', actor: 'local', reason: null } }] },
    });
  });

  it('sends again what is asked for, under the same ids', async () => {
    const { endpoint } = await create();
    const id = await project();
    await record(id, 'eia');
    await record(id, 'groundbreaking');
    await arrived(3);
    const replay = mutation('replayWebhook', 'endpoint { id }');
    const filter = { types: ['milestone.reached'], projects: [id] };
    const asked = await api.ask(replay, { input: { id: endpoint.id, filter, reason: '接收方数据库恢复' } });
    expect(asked.data.replayWebhook.userErrors).toEqual([]);
    await arrived(5);
    const ids = receiver.received.map((one) => one.id);
    expect(ids.slice(3)).toEqual(ids.slice(1, 3));
    await api.ask(replay, { input: { id: endpoint.id, message: ids[0], reason: '单条重推' } });
    await arrived(6);
    expect(receiver.received[5].id).toBe(ids[0]);
    expect(receiver.received[5].body).toBe(receiver.received[0].body);
    const both = { id: endpoint.id, message: ids[0], after: '0', reason: '单条重推' };
    const refused = await api.ask(replay, { input: both });
    expect(refused.data.replayWebhook.userErrors).toEqual([{ code: 'webhook.range-twice', field: 'after' }]);
  });

  it('refuses to replay what no message can be', async () => {
    const { endpoint } = await create();
    await project();
    const replay = mutation('replayWebhook', 'endpoint { id }');
    const filter = { types: ['milestone.imagined'] };
    const { data } = await api.ask(replay, { input: { id: endpoint.id, filter, reason: '接收方数据库恢复' } });
    expect(data.replayWebhook.userErrors).toEqual([{ code: 'webhook.type-unknown', field: 'filter.types.0' }]);
  });

  it('lists endpoints, and what waits for them', async () => {
    receiver.respond = () => ({ status: 500, body: '系统繁忙' });
    const { endpoint, position } = await create({ bureau: '发展和改革局' });
    const id = await project();
    await record(id, 'eia');
    const list = `query ($atLeast: Position) { webhooks(first: 5, bureau: "发展和改革局", atLeast: $atLeast) {
      edges { node { id standing { pending failingSince } } } } }`;
    await arrived(1);
    const queue = `query ($endpoint: ID!) { webhookQueue(first: 5, endpoint: $endpoint) {
      edges { node { type state held attempts lastStatus } } } }`;
    const waiting = async () => (await api.ask(queue, { endpoint: endpoint.id })).data.webhookQueue.edges;
    await waitUntil('the failure is on record', async () => (await waiting())[0]?.node.attempts === 1);
    await waitUntil('the second is queued', async () => (await waiting()).length === 2);
    expect((await waiting()).map(({ node }: { node: object }) => node)).toEqual([
      { type: 'project.registered', state: 'PENDING', held: false, attempts: 1, lastStatus: 500 },
      { type: 'milestone.reached', state: 'PENDING', held: true, attempts: 0, lastStatus: null },
    ]);
    const { data } = await api.ask(list, { atLeast: position });
    expect(data.webhooks.edges).toEqual([
      { node: { id: endpoint.id, standing: { pending: 2, failingSince: expect.stringMatching(/Z$/) as string } } },
    ]);
    await api.ask(mutation('deleteWebhook', 'endpoint { status }'), { input: { id: endpoint.id, reason: '测试结束' } });
    await waitUntil('nothing waits', async () => (await waiting()).length === 0);
  });

  it('knows an endpoint by its id however that is written', async () => {
    const id = randomUUID();
    const { endpoint, userErrors } = await create({ id: id.toUpperCase() });
    expect([endpoint?.id, userErrors]).toEqual([id, []]);
    await project();
    await arrived(1);
    expect((await create({ id })).userErrors).toEqual([{ code: 'webhook.exists', field: 'id' }]);
    const paused = await api.ask(mutation('pauseWebhook', 'endpoint { id status }'), {
      input: { id: id.toUpperCase(), reason: '系统升级' },
    });
    expect(paused.data.pauseWebhook.endpoint).toEqual({ id, status: 'PAUSED' });
    const headers = [{ name: 'x-key', value: 'k' }];
    await api.ask(mutation('changeWebhook', 'endpoint { id }'), {
      input: { id: id.toUpperCase(), headers, reason: '加' },
    });
    await api.ask(mutation('resumeWebhook', 'endpoint { id }'), { input: { id, reason: '恢复' } });
    await project();
    await arrived(2);
    expect(receiver.received[1].headers['x-key']).toBe('k');
  });

  it('warns of codes that no catalogue has, though it takes them', async () => {
    const { endpoint, warnings } = await create({ filter: { milestones: ['eia', 'eai'], kinds: ['new-built'] } });
    expect(endpoint).not.toBeNull();
    expect(warnings).toEqual([{ code: 'webhook.milestone-unknown' }, { code: 'webhook.kind-unknown' }]);
  });

  it.each([
    [{ url: 'http://10.1.2.3/hook' }, 'url'],
    [{ url: 'ftp://stats.example/hook' }, 'url'],
    [{ url: 'http://169.254.169.254/latest' }, 'url'],
    [{ filter: { types: ['milestone.imagined'] } }, 'filter.types.0'],
    [{ bureau: ' ' }, 'bureau'],
    [{ ratePerSecond: 5_000 }, 'ratePerSecond'],
    [{ headers: [{ name: 'webhook-id', value: 'x' }] }, 'headers.0.name'],
    [{ headers: [{ name: 'x-key', value: 'a\nb' }] }, 'headers.0.value'],
    [{ start: { from: 'POSITION', position: '999999999' } }, 'start.position'],
    [{ start: { from: 'POSITION' } }, 'start.position'],
    [{ start: { from: 'INSTANT' } }, 'start.instant'],
  ])('refuses %j, naming the field, and changes nothing', async (more, field) => {
    const head = await positionOf(api);
    const refused = await create(more);
    expect(refused.endpoint).toBeNull();
    expect(refused.userErrors.map((error: { field: string }) => error.field)).toEqual([field]);
    expect(await positionOf(api)).toBe(head);
  });
});

const positionOf = async (api: Api): Promise<string> =>
  (
    await api.database.pool.query<{ position: string }>(
      'SELECT max(position)::text AS position FROM event_store.events',
    )
  ).rows[0].position;

/** What a receiver needs without any library. */
function signedBy(secret: string, { id, headers, body }: Received): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${id}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest('base64');
  const signatures = String(headers['webhook-signature']).split(' ');
  return signatures.some((one) => one === `v1,${expected}`);
}
