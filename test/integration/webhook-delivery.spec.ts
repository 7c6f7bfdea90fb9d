import { newSecret, RETRY_WAITS_MS } from '../../libs/webhook/src';
import { waitUntil } from '../support/wait-until';
import { answer, METADATA, WebhookDesk } from '../support/webhooks/desk';

const DAY_MS = 86_400_000;

describe('delivery', () => {
  let desk: WebhookDesk;
  beforeEach(async () => (desk = await WebhookDesk.open()));
  afterEach(() => desk.close());

  const drained = () =>
    waitUntil('all is delivered', async () => {
      const head = await desk.store.head();
      const { rows } = await desk.database.pool.query<{ position: string }>('SELECT position FROM webhook.router');
      if (rows[0].position !== head || (await desk.count('feed', `NOT stopped AND cursor < ${head}`)) > 0) return false;
      return (await desk.count('queue', `state = 'pending'`)) === 0;
    });

  /** Sends all but one message, which fails until it is given up. */
  async function giveUp(bad: string): Promise<void> {
    desk.sender.respond = ({ id: sent }) => answer(sent === bad ? 500 : 200);
    desk.route();
    desk.dispatch();
    for (const [index, wait] of RETRY_WAITS_MS.entries()) {
      await waitUntil(`try ${index + 1}`, async () => (await desk.count('attempt', 'status = 500')) === index + 1);
      desk.clock.advance(wait * 1.21);
    }
    await waitUntil('given up', async () => (await desk.count('queue', `state = 'exhausted'`)) === 1);
  }

  it('brings every message once, a project’s in order, to all who asked for it', async () => {
    const ids = [await desk.endpoint(), await desk.endpoint({ ordered: false })];
    desk.route();
    desk.dispatch();
    const projects = [await desk.project(), await desk.project(), await desk.project()];
    const milestones = await Promise.all(projects.map((project) => desk.milestones(project, 40)));
    await drained();
    for (const id of ids) {
      const sent = desk.sender.idsTo(await desk.url(id));
      expect(new Set(sent).size).toBe(sent.length);
      expect(sent).toHaveLength(3 + 120);
      expect(sent).toEqual(expect.arrayContaining(milestones.flat()));
    }
    const ordered = desk.sender.sent.filter(({ url }) => url.includes(ids[0]));
    for (const project of projects) {
      const sequences = ordered.filter(({ body }) => body.subject === project).map(({ body }) => Number(body.sequence));
      expect(sequences).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    }
    expect(await desk.count('attempt', 'status = 200')).toBe(246);
  });

  it('holds back the project of a message that fails, and no other', async () => {
    const url = await desk.url(await desk.endpoint());
    const [held, free] = [await desk.project(), await desk.project()];
    const [first, second] = [...(await desk.milestones(held, 2)), ...(await desk.milestones(free, 1))];
    let broken = true;
    desk.sender.respond = ({ id }) => answer(id === first && broken ? 500 : 204);
    desk.route();
    desk.dispatch();
    await waitUntil('what is not held is delivered', async () => (await desk.count('queue')) === 2);
    expect(desk.sender.idsTo(url)).not.toContain(second);
    expect(await desk.count('attempt', 'status = 500')).toBe(1);

    broken = false;
    desk.clock.advance(RETRY_WAITS_MS[0] * 1.21);
    await drained();
    expect(desk.sender.idsTo(url).filter((id) => id === first || id === second)).toEqual([first, first, second]);
  });

  it('gives a message up after the last try, and goes on with its project when somebody has decided', async () => {
    const id = await desk.endpoint();
    const url = await desk.url(id);
    const project = await desk.project();
    const [bad, next] = await desk.milestones(project, 2);
    await giveUp(bad);
    expect(desk.sender.idsTo(url).filter((sent) => sent === bad)).toHaveLength(8);
    expect(desk.sender.idsTo(url)).not.toContain(next);

    const discard = { kind: 'discard', message: bad, reason: '接收方已人工补录' } as const;
    await desk.ledger.execute(id, discard, { metadata: METADATA });
    await waitUntil('the next one goes', async () => desk.sender.idsTo(url).includes(next));
    await waitUntil('nothing waits', async () => (await desk.count('queue')) === 0);
    expect(await desk.count('hold')).toBe(0);
  });

  it('takes a replay that gets through for an answer to a message given up', async () => {
    const id = await desk.endpoint();
    const project = await desk.project();
    const [bad, next] = await desk.milestones(project, 2);
    await giveUp(bad);
    desk.sender.respond = () => answer(200);
    const replay = {
      kind: 'replay',
      message: bad,
      after: '0',
      through: '0',
      filter: {},
      reason: '接收方已修复',
    } as const;
    await desk.ledger.execute(id, replay, { metadata: METADATA });
    const url = await desk.url(id);
    await waitUntil('the next one goes', async () => desk.sender.idsTo(url).includes(next));
    await waitUntil('nothing waits', async () => (await desk.count('queue')) === 0);
    expect(desk.sender.idsTo(url).slice(-2)).toEqual([bad, next]);
  });

  it('comes back when it was asked to, not earlier', async () => {
    const url = await desk.url(await desk.endpoint());
    const project = await desk.project();
    desk.sender.respond = () => answer(503, { retryAfterMs: 3_600_000 });
    desk.route();
    desk.dispatch();
    await waitUntil('the first try', async () => (await desk.count('attempt')) === 1);
    desk.sender.respond = () => answer(200);
    await desk.project();
    desk.clock.advance(3_500_000);
    const other = await desk.project();
    await waitUntil('it is queued', async () => (await desk.count('queue', `subject = '${other}'`)) === 1);
    expect(desk.sender.idsTo(url)).toHaveLength(1);
    desk.clock.advance(101_000);
    await drained();
    expect(desk.sender.sent.filter(({ body }) => body.subject === project)).toHaveLength(2);
  });

  it('disables an endpoint that is gone, and sends what has come meanwhile when it is resumed', async () => {
    const id = await desk.endpoint();
    const url = await desk.url(id);
    desk.sender.respond = () => answer(410);
    desk.route();
    desk.dispatch();
    await desk.project();
    await waitUntil('disabled', async () => (await desk.ledger.find(id))?.status === 'disabled');
    expect(desk.notices).toContainEqual(expect.objectContaining({ kind: 'disabled', endpointId: id, because: 'gone' }));
    await waitUntil('known', async () => (await desk.count('endpoint', `status = 'disabled'`)) === 1);
    desk.sender.respond = () => answer(200);
    const missed = await desk.project();
    await desk.ledger.execute(id, { kind: 'resume', reason: '已恢复', skipMissed: false }, { metadata: METADATA });
    await drained();
    expect(desk.sender.sent.filter(({ body }) => body.subject === missed)).toHaveLength(1);
    expect(desk.sender.idsTo(url)).toHaveLength(3);
  });

  it('disables an endpoint that has failed for five days, with an alarm', async () => {
    const id = await desk.endpoint({ ordered: false });
    desk.sender.respond = () => answer(500);
    desk.route();
    desk.dispatch();
    await desk.project();
    await waitUntil('the first try', async () => (await desk.count('attempt')) === 1);
    desk.clock.advance(4.9 * DAY_MS);
    await waitUntil('the second', async () => (await desk.count('attempt')) === 2);
    expect((await desk.ledger.find(id))?.status).toBe('active');
    desk.clock.advance(0.2 * DAY_MS);
    await waitUntil('disabled', async () => (await desk.ledger.find(id))?.status === 'disabled');
    expect(desk.notices).toContainEqual(expect.objectContaining({ kind: 'disabled', because: 'failing' }));
  });

  it('sends from the beginning, and what passes the filter only', async () => {
    const [near, far] = [await desk.project({ district: '361002' }), await desk.project({ district: '440106' })];
    await desk.milestones(near, 3, 'eia');
    await desk.milestones(near, 2, 'groundbreaking');
    await desk.milestones(far, 2, 'groundbreaking');
    desk.route();
    const filter = { types: ['milestone.reached'], milestones: ['groundbreaking'], districts: ['361000'] };
    const id = await desk.endpoint({ start: { from: 'beginning' }, startAfter: '0', filter });
    desk.dispatch();
    await waitUntil('it is there', async () => (await desk.count('endpoint')) === 1);
    await drained();
    const sent = desk.sender.sent.filter(({ url }) => url.includes(id));
    expect(sent.map(({ body }) => [body.type, body.subject])).toEqual([
      ['milepost.milestone.reached.v1', near],
      ['milepost.milestone.reached.v1', near],
    ]);
  });

  it('destroys secrets that nobody needs, and none of an event that is still to come', async () => {
    const router = desk.route();
    const id = await desk.endpoint();
    await waitUntil('it is known', async () => (await desk.count('endpoint')) === 1);
    await router.stop();
    // Rotated while nothing routes, with much to be told before it.
    await desk.milestones(await desk.project(), 1_500);
    const [secret, orphan] = await desk.vault.keep(id, [newSecret(), newSecret()]);
    const previousUntil = new Date(Date.parse(desk.clock.now()) + DAY_MS).toISOString();
    const rotation = { secret, signingKey: null, previousUntil, reason: '例行轮换' };
    await desk.ledger.execute(id, { kind: 'rotate', ...rotation }, { metadata: METADATA });
    await desk.database.pool.query(`UPDATE webhook.secret SET created_at = created_at - interval '3 hours'`);
    desk.route();
    await waitUntil('the orphan is gone', async () => (await desk.count('secret', `id = '${orphan}'`)) === 0);
    expect(await desk.vault.reveal(id, [secret])).toEqual([expect.stringMatching(/^whsec_/)]);
    expect(await desk.count('secret')).toBe(2);
  });

  it('shares endpoints among processes, and takes over those of one that ends', async () => {
    for (let index = 0; index < 12; index += 1) await desk.endpoint();
    desk.route();
    const [one, two] = [desk.dispatch(), desk.dispatch()];
    await waitUntil('each has some, together all', () => {
      const [a, b] = [one.couriers.count, two.couriers.count];
      return a > 0 && b > 0 && a + b === 12;
    });
    const project = await desk.project();
    await desk.milestones(project, 20);
    await drained();
    expect(desk.sender.sent).toHaveLength(12 * 21);
    await one.stop();
    await waitUntil('the other has all', () => two.couriers.count === 12);
    await desk.milestones(project, 5);
    await drained();
    expect(desk.sender.sent).toHaveLength(12 * 26);
  });

  it('lets what is live pass what is sent once more', async () => {
    const id = await desk.endpoint({ start: { from: 'beginning' }, startAfter: '0' });
    const project = await desk.project();
    await desk.milestones(project, 300);
    desk.route();
    desk.dispatch();
    await drained();
    const before = desk.sender.sent.length;
    // As slow as the next ones come: each replay answers when the live ones are through.
    let live: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (live = resolve));
    desk.sender.respond = async ({ body }) => {
      if (body.subject === project) await arrived;
      return answer(200);
    };
    const replay = { kind: 'replay', message: null, after: '0', filter: {}, reason: '接收方恢复备份' } as const;
    const through = await desk.store.head();
    await desk.ledger.execute(id, { ...replay, through }, { metadata: METADATA });
    await waitUntil('the replay is under way', () => desk.sender.sent.length > before);
    const fresh = await Promise.all(Array.from({ length: 20 }, () => desk.project()));
    await waitUntil('the live ones are through', () =>
      fresh.every((one) => desk.sender.sent.some(({ body }) => body.subject === one)),
    );
    const replayed = desk.sender.sent.slice(before).filter(({ body }) => body.subject === project);
    expect(replayed.length).toBeLessThanOrEqual(2);
    live();
    await drained();
    expect(desk.sender.sent.slice(before)).toHaveLength(301 + 20);
  });

  it('brings what is on the way to its end when it stops: nothing is sent twice', async () => {
    const url = await desk.url(await desk.endpoint());
    let arrived: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const signals: AbortSignal[] = [];
    const send = desk.sender.send.bind(desk.sender);
    desk.sender.send = async (request) => {
      signals.push(request.signal);
      await waiting;
      return request.signal.aborted ? answer(0, { status: null, error: 'aborted' }) : send(request);
    };
    desk.route();
    const [first] = [desk.dispatch()];
    await desk.project();
    await waitUntil('it is on the way', () => signals.length === 1);
    const stopped = first.stop();
    desk.dispatch();
    arrived();
    await stopped;
    await drained();
    expect(desk.sender.idsTo(url)).toHaveLength(1);
    expect(await desk.count('attempt')).toBe(1);
  });

  it('lets a test through while everything else waits', async () => {
    const id = await desk.endpoint();
    desk.sender.respond = () => answer(503, { retryAfterMs: DAY_MS });
    desk.route();
    desk.dispatch();
    await desk.project();
    await waitUntil('it asked to be left alone', async () => (await desk.count('endpoint_health')) === 1);
    await desk.project();
    desk.sender.respond = () => answer(200);
    await desk.ledger.execute(id, { kind: 'test' }, { metadata: METADATA });
    await waitUntil('the test is on record', async () => (await desk.count('attempt', `kind = 'test'`)) === 1);
    expect(desk.sender.sent.map(({ body }) => body.type)).toEqual([
      'milepost.project.registered.v1',
      'milepost.webhook.test.v1',
    ]);
  });

  it('keeps the order though the clocks of those who queued them differ', async () => {
    const url = await desk.url(await desk.endpoint());
    const project = await desk.project();
    const router = desk.route();
    const ids = await desk.milestones(project, 2);
    await waitUntil('they are queued', async () => (await desk.count('queue')) === 3);
    await router.stop();
    const { pool } = desk.database;
    const due = new Date(Date.parse(desk.clock.now()) + 2_000).toISOString();
    await pool.query('UPDATE webhook.queue SET queued_at = $1, due_at = $1 WHERE message_id = $2', [due, ids[0]]);
    desk.dispatch();
    await waitUntil('the last one is sent', () => desk.sender.idsTo(url).includes(ids[1]));
    expect(desk.sender.idsTo(url).slice(1)).toEqual(ids);
  });

  it('keeps the order from the moment on at which it is asked for', async () => {
    const id = await desk.endpoint({ ordered: false });
    const url = await desk.url(id);
    const project = await desk.project();
    const [bad, second] = await desk.milestones(project, 2);
    let broken = true;
    desk.sender.respond = ({ id: sent }) => answer(broken && (sent === bad || sent === second) ? 500 : 200);
    desk.route();
    desk.dispatch();
    await waitUntil('two have failed', async () => (await desk.count('attempt', 'status = 500')) === 2);
    const change = { kind: 'change', changes: { ordered: true }, reason: '接收方要求' } as const;
    await desk.ledger.execute(id, change, { metadata: METADATA });
    await waitUntil('it is heeded', async () => (await desk.count('hold')) === 1);
    const [third] = await desk.milestones(project, 1);
    const other = await desk.project();
    await waitUntil('what does not depend on it is sent', () =>
      desk.sender.sent.some(({ body }) => body.subject === other),
    );
    expect(desk.sender.idsTo(url)).not.toContain(third);
    broken = false;
    desk.clock.advance(RETRY_WAITS_MS[0] * 1.21);
    await drained();
    const places = [bad, second, third].map((one) => desk.sender.idsTo(url).lastIndexOf(one));
    expect(places).toEqual([...places].sort((before, after) => before - after));
  });

  it('discards what was given up, not what a replay of it holds back', async () => {
    const id = await desk.endpoint({ start: { from: 'beginning' }, startAfter: '0' });
    const project = await desk.project();
    const [bad] = await desk.milestones(project, 1);
    await giveUp(bad);
    const replay = { kind: 'replay', message: bad, after: '0', through: '0', filter: {}, reason: '单条重推' } as const;
    await desk.ledger.execute(id, replay, { metadata: METADATA });
    await waitUntil('the replay has failed', async () => (await desk.count('queue', 'run > 0 AND attempts = 1')) === 1);
    const discard = { kind: 'discard', message: bad, reason: '接收方已人工补录' } as const;
    await desk.ledger.execute(id, discard, { metadata: METADATA });
    await waitUntil('it is discarded', async () => (await desk.count('queue', `state = 'exhausted'`)) === 0);
    expect(await desk.count('hold', 'run = 0')).toBe(0);
    expect(await desk.count('hold', 'run > 0')).toBe(1);
  });
});
