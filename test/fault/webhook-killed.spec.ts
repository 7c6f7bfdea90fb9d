import { waitUntil } from '../support/wait-until';
import { WebhookDesk } from '../support/webhooks/desk';
import { Receiver } from '../support/webhooks/receiver';
import { SendingProcess } from '../support/webhooks/sending-spawn';

jest.setTimeout(300_000);

const KILLS = 50;
const PROJECTS = 12;
/** Milestones recorded between two kills. */
const BETWEEN = 40;
/** Messages to one endpoint at a time, of which each may come again after a kill. */
const ON_THE_WAY = 8;

describe('processes that send, killed at any instant', () => {
  let desk: WebhookDesk;
  let receiver: Receiver;
  const running: SendingProcess[] = [];
  const start = async (): Promise<unknown> =>
    running.push(await SendingProcess.start({ url: desk.database.url, key: desk.key }));

  beforeAll(async () => {
    [desk, receiver] = [await WebhookDesk.open(), await Receiver.start()];
    await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.kill()));
    await receiver.stop();
    await desk.close();
  });

  it('lose nothing: every message arrives, for the first time in order', async () => {
    const endpoints = ['a', 'b', 'c', 'd'];
    for (const [index, name] of endpoints.entries()) {
      const settings = { url: `${receiver.url}/${name}`, ordered: index < 2, start: { from: 'beginning' as const } };
      await desk.endpoint({ ...settings, startAfter: '0' });
    }
    const projects = await Promise.all(Array.from({ length: PROJECTS }, () => desk.project()));
    let killed = 0;
    const record = (count: number) =>
      Promise.all(projects.slice(0, count).map((project) => desk.milestones(project, Math.ceil(BETWEEN / count))));
    for (; killed < KILLS; killed += 1) {
      const [before, growth] = [receiver.received.length, 1 + ((killed * 37) % 90)];
      await record(4 + (killed % (PROJECTS - 4)));
      // At another point of the work each time; the other one goes on.
      await waitUntil(`${growth} more messages`, () => receiver.received.length >= before + growth);
      const [victim] = running.splice(killed % 2, 1);
      await victim.kill();
      void start();
      await waitUntil('two run again', () => running.length === 2);
    }
    const head = await desk.store.head();
    await waitUntil('all is delivered', async () => {
      const { rows } = await desk.database.pool.query<{ position: string }>('SELECT position FROM webhook.router');
      return rows[0].position === head && (await desk.count('queue')) === 0 && (await allQueued(head));
    });

    const expected = await desk.count('message');
    expect(killed).toBe(KILLS);
    for (const [index, name] of endpoints.entries()) {
      const received = receiver.received.filter(({ path }) => path.endsWith(`/${name}`));
      const ids = received.map(({ id }) => id);
      expect(new Set(ids).size).toBe(expected);
      expect(ids.length - expected).toBeLessThanOrEqual(KILLS * ON_THE_WAY);
      expect(await desk.count('attempt', `endpoint_id = '${await endpointAt(name)}' AND status = 200`)).toBe(expected);
      if (index < 2) expect(outOfOrder(received)).toEqual([]);
    }
  });

  const allQueued = async (head: string): Promise<boolean> => (await desk.count('feed', `cursor < ${head}`)) === 0;

  async function endpointAt(name: string): Promise<string> {
    const { rows } = await desk.database.pool.query<{ id: string }>(
      `SELECT id FROM webhook.endpoint WHERE doc->>'url' LIKE $1`,
      [`%/${name}`],
    );
    return rows[0].id;
  }

  /** Messages whose first arrival came after that of a later one of their project. */
  function outOfOrder(received: readonly { readonly id: string; readonly body: string }[]): string[] {
    const seen = new Set<string>();
    const last = new Map<string, number>();
    return received.flatMap(({ id, body }) => {
      if (seen.has(id)) return [];
      seen.add(id);
      const { subject, sequence } = JSON.parse(body) as { subject: string; sequence: string };
      const wrong = Number(sequence) !== (last.get(subject) ?? 0) + 1;
      last.set(subject, Number(sequence));
      return wrong ? [`${subject} ${sequence}`] : [];
    });
  }
});
