import { EventStoreDbEventStore } from '../../libs/event-store/src';
import { repositionWebhooks, Router } from '../../libs/webhook/src';
import { Emulator } from '../support/eventstoredb';
import { migrateStoreCommand } from '../support/migration';
import { waitUntil } from '../support/wait-until';
import { answer, METADATA, reached, WebhookDesk } from '../support/webhooks/desk';

describe('webhooks of a store that moves', () => {
  jest.setTimeout(120_000);
  let desk: WebhookDesk;
  let emulator: Emulator;
  beforeAll(async () => {
    [desk, emulator] = [await WebhookDesk.open(), await Emulator.start()];
  });
  afterAll(async () => {
    await desk.close();
    await emulator.die();
  });

  it('go on where they were: nothing is sent twice, nothing left out', async () => {
    const { pool, url } = desk.database;
    const [late, early] = [await desk.project(), await desk.project()];
    const stopped = await desk.endpoint();
    const id = await desk.endpoint({ start: { from: 'beginning' }, startAfter: '0' });
    await desk.milestones(early, 5);
    const [bad] = await desk.milestones(late, 2);
    desk.sender.respond = ({ id: sent }) => answer(sent === bad ? 500 : 200);
    const [router, dispatch] = [desk.route(), desk.dispatch()];
    await waitUntil('one waits, one is held behind it', async () => {
      const [queued, tried] = [await desk.count('queue'), await desk.count('queue', 'attempts = 1')];
      return queued === 4 && tried === 2;
    });
    const paused = await desk.ledger.execute(stopped, { kind: 'pause', reason: '迁移' }, { metadata: METADATA });
    expect(paused.accepted).toBe(true);
    await waitUntil('it is known', async () => (await desk.count('feed', 'stopped')) === 1);
    // While somebody routes messages nothing moves.
    expect(await repositionWebhooks(pool, { source: desk.store, target: desk.store, into: 'x' })).toBe(false);
    await Promise.all([router.stop(), dispatch.stop()]);
    const missed = await desk.milestones(early, 3);

    const moved = await migrateStoreCommand(url, emulator.url);
    expect([moved.code, moved.err]).toEqual([0, expect.any(String)]);
    const sentBefore = desk.sender.sent.length;
    const store = await EventStoreDbEventStore.open(emulator.url, { pool });
    try {
      // The same again changes nothing.
      expect(await repositionWebhooks(pool, { source: desk.store, target: store, into: 'eventstoredb' })).toBe(true);
      const event = reached();
      const last = (await store.readStream(`project-${early}`)).at(-1)!;
      await store.append(last.stream, last.revision, [event]);
      desk.sender.respond = () => answer(200);
      desk.clock.advance(10_000);
      const again = new Router({ store, pool, clock: desk.clock, source: 'urn:milepost:test', pollMs: 20 });
      again.start();
      const sending = desk.dispatch();
      await waitUntil('all is delivered', async () => {
        const { rows } = await pool.query<{ position: string }>('SELECT position FROM webhook.router');
        return rows[0].position === (await store.head()) && (await desk.count('queue', `endpoint_id = '${id}'`)) === 0;
      });
      await Promise.all([again.stop(), sending.stop()]);
      const sent = desk.sender.sent.slice(sentBefore).filter(({ url: to }) => to.includes(id));
      expect(new Set(sent.map((one) => one.id))).toEqual(
        new Set([bad, ...missed, event.id, sent.find((one) => one.body.subject === late && one.id !== bad)!.id]),
      );
      expect(sent).toHaveLength(6);
      const { rows } = await pool.query<{ agree: boolean }>(
        `SELECT bool_and(body::jsonb->>'position' = position::text) AS agree FROM webhook.message`,
      );
      expect(rows[0].agree).toBe(true);
    } finally {
      await store.close();
    }
  });
});
