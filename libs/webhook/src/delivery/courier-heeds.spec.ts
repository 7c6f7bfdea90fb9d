import type { Attempt, SendOutcome } from './attempt';
import { AT_ONCE, Courier, type CourierSurroundings } from './courier';
import type { Delivery } from './delivery';
import { FailureRecord } from './failure-record';
import type { Recipient } from './recipient';

const NOW = '2026-03-02T01:00:00.000Z';

const delivery = (subject: string, position: number): Delivery => ({
  endpointId: 'e',
  run: 0,
  kind: 'live',
  messageId: `m${position}`,
  position: String(position),
  subject,
  attempts: 0,
  body: '{}',
});

const recipient = (ordered: boolean): Recipient => ({
  id: 'e',
  revision: 0,
  status: 'active',
  url: 'https://e.example/hook',
  ordered,
  ratePerSecond: null,
  headers: {},
  keys: [],
  previous: null,
});

const answer = (status: number, retryAfterMs: number | null = null): SendOutcome => ({
  status,
  error: null,
  durationMs: 1,
  response: '',
  retryAfterMs,
});

/** Lets everything that needs no timer come to rest. */
const rest = () => new Promise((resolve) => setImmediate(resolve));

/** A courier whose queue is answered when the test says so. */
function staged(ordered: boolean, respond: (one: Delivery) => SendOutcome | Promise<SendOutcome>) {
  const sent: string[] = [];
  const recorded: Attempt[] = [];
  const asked: ((due: Delivery[]) => void)[] = [];
  const failures = new FailureRecord({ query: () => Promise.resolve({ rows: [] }) } as never, () => Promise.resolve());
  const surroundings: CourierSurroundings = {
    readDue: () => new Promise((resolve) => asked.push(resolve)),
    send: async (_, one) => {
      sent.push(one.messageId);
      return respond(one);
    },
    record: (attempt, told) =>
      void rest().then(() => {
        recorded.push(attempt);
        told(attempt);
      }),
    hurry: () => undefined,
    share: () => 512,
    failures,
    clock: { now: () => NOW },
    onError: (error) => {
      throw error;
    },
  };
  return { courier: new Courier(recipient(ordered), surroundings), sent, recorded, asked };
}

describe('a courier of one that asks to be left alone', () => {
  it.each([
    ['all are', () => answer(503, 60_000)],
    ['one is', (one: Delivery) => (one.messageId === 'm1' ? answer(429, 60_000) : answer(200))],
  ])('leaves an endpoint alone as soon as it was asked to, where %s answered so', async (_, respond) => {
    const { courier, sent, recorded, asked } = staged(false, respond);
    courier.wake();
    asked[0](Array.from({ length: 30 }, (__, index) => delivery('a', index + 1)));
    while (recorded.length < AT_ONCE) await rest();
    for (let turns = 0; turns < 20; turns += 1) await rest();
    expect(sent).toHaveLength(AT_ONCE);
    await courier.stop();
  });
});

describe('a courier of one that was changed', () => {
  it('reads anew what it has in hand where more has happened to its endpoint than it was told of', async () => {
    let arrive: (outcome: SendOutcome) => void = () => undefined;
    const { courier, sent, recorded, asked } = staged(true, () => new Promise((resolve) => (arrive = resolve)));
    courier.wake();
    asked[0]([delivery('a', 1), delivery('a', 2)]);
    await rest();
    courier.wake();
    // Paused and resumed at one go, and what had waited is not to be sent.
    courier.change({ ...recipient(true), revision: 2 });
    asked[1]([delivery('a', 2)]);
    await rest();
    asked[2]([]);
    arrive(answer(200));
    while (recorded.length < 1) await rest();
    await rest();
    expect(sent).toEqual(['m1']);
    await courier.stop();
  });
});
