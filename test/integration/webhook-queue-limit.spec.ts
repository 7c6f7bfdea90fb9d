import { waitUntil } from '../support/wait-until';
import { WebhookDesk } from '../support/webhooks/desk';

/** As many as may wait for an endpoint before no more are queued. */
const MOST = 5_000;

describe('the queue', () => {
  let desk: WebhookDesk;
  beforeEach(async () => (desk = await WebhookDesk.open()));
  afterEach(() => desk.close());

  const waitFor = (endpointId: string, messages: number, subject: string) =>
    desk.database.pool.query(
      `INSERT INTO webhook.queue (endpoint_id, run, message_id, position, subject, kind, queued_at, due_at)
       SELECT $1, 0, gen_random_uuid(), 0, $3, 'live', now(), now() FROM generate_series(1, $2)`,
      [endpointId, messages, subject],
    );

  it('takes no more for an endpoint that has enough waiting, and goes on when it has less', async () => {
    const [full, free] = [await desk.endpoint(), await desk.endpoint()];
    // Before there is a router, which remembers how much room it has left.
    await waitFor(full, MOST, 'waiting');
    desk.route();
    const project = await desk.project();
    await waitUntil('the other’s is queued', async () => (await desk.count('queue', `endpoint_id = '${free}'`)) === 1);
    expect(await desk.count('queue', `endpoint_id = '${full}'`)).toBe(MOST);

    await desk.database.pool.query(`DELETE FROM webhook.queue WHERE subject = 'waiting'`);
    await waitUntil('it goes on', async () => (await desk.count('queue', `subject = '${project}'`)) === 2);
  });

  it('does not count what is held back', async () => {
    const id = await desk.endpoint();
    await waitFor(id, MOST, 'held');
    await desk.database.pool.query(
      `INSERT INTO webhook.hold (endpoint_id, run, subject, message_id)
       SELECT endpoint_id, run, subject, message_id FROM webhook.queue LIMIT 1`,
    );
    desk.route();
    const project = await desk.project();
    await waitUntil('it is queued', async () => (await desk.count('queue', `subject = '${project}'`)) === 1);
  });
});
