import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Yuan } from '../../libs/lifecycle/src';
import { inTransaction } from '../../libs/postgres/src';
import type { EndpointFilter } from '../../libs/webhook/src';
import { passes, type Filtered } from '../../libs/webhook/src/endpoint/filter';
import { addFeed } from '../../libs/webhook/src/queue/feed';
import { QueueFill } from '../../libs/webhook/src/queue/fill';
import { insertMessages } from '../../libs/webhook/src/queue/record-messages';
import { waitUntil } from '../support/wait-until';
import { METADATA, WebhookDesk } from '../support/webhooks/desk';

describe('what is queued for an endpoint', () => {
  let desk: WebhookDesk;
  beforeEach(async () => (desk = await WebhookDesk.open()));
  afterEach(() => desk.close());

  const districts = ['361002', '361000', '361002104', '440106', 'England/South West', 'England', 'a%b', 'a_b'];
  const some = <Value>(...values: Value[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
  const message: fc.Arbitrary<Filtered> = fc.record({
    type: fc.constantFrom('milestone.reached', 'project.registered', 'report.published'),
    milestones: fc.subarray(['eia', 'groundbreaking', 'with "quotes", {braces} and \\']),
    kind: fc.option(fc.constantFrom('new-build', 'technical-renovation')),
    district: fc.option(fc.constantFrom(...districts, 'a%b/c', 'axb/c', 'England/South East')),
    totalInvestment: fc.option(fc.constantFrom('0', '99.99', '100', '120000000')),
  });
  const filter: fc.Arbitrary<EndpointFilter> = fc
    .record({
      types: some('milestone.reached', 'report.published'),
      milestones: some('eia', 'groundbreaking', 'with "quotes", {braces} and \\'),
      districts: some(...districts),
      kinds: some('new-build', 'technical-renovation'),
      minInvestment: fc.option(fc.constantFrom('0', '100', '120000000.01') as fc.Arbitrary<Yuan>, { nil: undefined }),
    })
    .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

  it('is what passes its filter, and of a replay what passes its own too', async () => {
    const { pool } = desk.database;
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 30 }), filter, filter, async (list, own, only) => {
        await pool.query('TRUNCATE webhook.message, webhook.feed, webhook.queue');
        const messages = list.map((one, index) => ({
          ...one,
          id: randomUUID(),
          type: one.type as 'milestone.reached',
          position: String(index + 1),
          subject: 'a',
          sequence: index + 1,
          recordedAt: desk.clock.now(),
          body: '{}',
        }));
        await pool.query('UPDATE webhook.router SET position = $1', [messages.length]);
        const endpointId = randomUUID();
        await inTransaction(pool, async (client) => {
          await insertMessages(client, messages);
          const feed = { endpointId, cursor: '0', filter: own };
          await addFeed(client, { ...feed, run: 0, through: null });
          await addFeed(client, { ...feed, run: 1, through: String(messages.length), only });
          await new QueueFill().fill(client, desk.clock.now());
        });
        const { rows } = await pool.query<{ id: string; run: number }>(
          'SELECT message_id AS id, run FROM webhook.queue ORDER BY run, position',
        );
        const queued = (run: number) => rows.filter((row) => row.run === run).map(({ id }) => id);
        const live = messages.filter((one) => passes(own, one));
        expect(queued(0)).toEqual(live.map(({ id }) => id));
        expect(queued(1)).toEqual(live.filter((one) => passes(only, one)).map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('begins where it was asked to: at a position, at an instant, now', async () => {
    const project = await desk.project();
    const [first] = await desk.milestones(project, 1);
    const { position, recordedAt } = (await desk.store.readAll()).find(({ id }) => id === first)!;
    await waitUntil('time goes on', () => new Date().toISOString() > recordedAt);
    const [second] = await desk.milestones(project, 1);
    const start = { from: 'position', position } as const;
    const atPosition = await desk.endpoint({ start, startAfter: position });
    const now = await desk.endpoint();
    const [third] = await desk.milestones(project, 1);
    desk.route();
    desk.dispatch();
    await waitUntil('all has come', () => desk.sender.sent.length === 3);
    expect(desk.sender.idsTo(await desk.url(atPosition))).toEqual([second, third]);
    expect(desk.sender.idsTo(await desk.url(now))).toEqual([third]);
    expect(await desk.store.positionAt(recordedAt)).toBe(position);
  });

  it('follows a changed filter from the change on, also when both are read at one go', async () => {
    const id = await desk.endpoint({ filter: { types: ['milestone.reached'] } });
    const project = await desk.project();
    const [before] = await desk.milestones(project, 1);
    const changes = { filter: { types: ['project.registered' as const] } };
    await desk.ledger.execute(id, { kind: 'change', changes, reason: '业务调整' }, { metadata: METADATA });
    await desk.milestones(project, 1);
    const other = await desk.project();
    desk.route();
    desk.dispatch();
    await waitUntil('all has come', () => desk.sender.sent.length === 2);
    expect(desk.sender.sent.map(({ id: sent, body }) => [sent === before, body.subject])).toEqual([
      [true, project],
      [false, other],
    ]);
  });

  it('skips what came while it was stopped, where that is asked for', async () => {
    const id = await desk.endpoint();
    desk.route();
    desk.dispatch();
    await desk.ledger.execute(id, { kind: 'pause', reason: '停用检修' }, { metadata: METADATA });
    await desk.project();
    await desk.ledger.execute(id, { kind: 'resume', reason: '恢复', skipMissed: true }, { metadata: METADATA });
    const wanted = await desk.project();
    await waitUntil('the new one has come', () => desk.sender.sent.some(({ body }) => body.subject === wanted));
    expect(desk.sender.sent).toHaveLength(1);
  });

  it('is well again once a failure is over, though nothing new comes', async () => {
    const subscribe = desk.store.subscribe.bind(desk.store);
    let broken = true;
    desk.store.subscribe = (options) => {
      if (broken) throw new Error('not now');
      return subscribe(options);
    };
    const [one, other] = [desk.route(), desk.route()];
    await waitUntil('it fails', () => one.lastError !== null && other.lastError !== null);
    broken = false;
    await waitUntil('both are well', () => one.lastError === null && other.lastError === null);
  });
});
