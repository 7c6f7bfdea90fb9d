import type { SendOutcome } from './attempt';
import { AT_ONCE, Courier } from './courier';
import type { Delivery } from './delivery';
import type { FailureRecord } from './failure-record';
import type { Recipient } from './recipient';
import { waitUntil } from '../../../../test/support/wait-until';

const recipient: Recipient = {
  id: 'e',
  revision: 0,
  status: 'active',
  url: 'https://receiver.example/',
  ordered: true,
  ratePerSecond: null,
  headers: {},
  keys: [],
  previous: null,
};

const message = (messageId: string, subject = 's'): Delivery => ({
  endpointId: 'e',
  run: 0,
  kind: 'live',
  messageId,
  position: messageId,
  subject,
  attempts: 0,
  body: '{}',
});

const answer = (status: number): SendOutcome => ({
  status,
  error: null,
  durationMs: 1,
  response: '',
  retryAfterMs: null,
});

/** Answers that are given when the test wants. */
class Asked<Answer> {
  readonly waiting: ((answer: Answer) => void)[] = [];
  readonly ask = (): Promise<Answer> => new Promise((resolve) => this.waiting.push(resolve));
}

/** A courier whose queue and receiver are the test's, and what it has sent. */
function courierOf(more: { readonly note?: () => Promise<void> } = {}) {
  const [queue, receiver] = [new Asked<Delivery[]>(), new Asked<SendOutcome>()];
  const sent: string[] = [];
  const recorded: string[] = [];
  const signals: AbortSignal[] = [];
  const failures = { notBefore: () => null, heed: () => undefined, note: more.note ?? (() => Promise.resolve()) };
  const courier = new Courier(recipient, {
    readDue: queue.ask,
    send: (_, { messageId }, _at, signal) => {
      sent.push(messageId);
      signals.push(signal);
      return receiver.ask();
    },
    record: (attempt, told) => {
      recorded.push(attempt.delivery.messageId);
      queueMicrotask(() => told(attempt));
    },
    hurry: () => undefined,
    share: () => 512,
    failures: failures as unknown as FailureRecord,
    clock: { now: () => '2026-03-02T01:00:00.000Z' },
    onError: (error) => expect(error).toBeUndefined(),
  });
  return { courier, queue, receiver, sent, recorded, signals };
}

describe('a courier', () => {
  it('does not send what was read before the one ahead of it failed', async () => {
    const { courier, queue, receiver, sent, recorded } = courierOf();
    courier.wake();
    queue.waiting.shift()!([message('1'), message('2')]);
    await waitUntil('the first is on the way', () => sent.length === 1);
    courier.wake();
    receiver.waiting.shift()!(answer(500));
    await waitUntil('that it failed is on record', () => recorded.length === 1);
    // As the queue was, before the failure was written to it.
    queue.waiting.shift()!([message('3'), message('4', 'another')]);
    await waitUntil('another project’s goes', () => sent.length > 1);
    expect(sent).toEqual(['1', '4']);
  });

  it('sends nothing more to one that says it is gone, until it is known whether it was stopped', async () => {
    const stopped = new Asked<void>();
    const { courier, queue, receiver, sent } = courierOf({ note: stopped.ask });
    courier.wake();
    queue.waiting.shift()!(Array.from({ length: 20 }, (_, index) => message(String(index), String(index))));
    await waitUntil('as many as may are on the way', () => sent.length === AT_ONCE);
    receiver.waiting.shift()!(answer(410));
    await waitUntil('it is to be stopped', () => stopped.waiting.length === 1);
    courier.wake();
    expect(sent).toHaveLength(AT_ONCE);
    // The event store could not be reached, say: the next answer asks again.
    stopped.waiting.shift()!();
    await waitUntil('it goes on', () => sent.length > AT_ONCE);
  });

  it('lets what is on the way arrive when it stops, and gives it up when it is abandoned', async () => {
    const { courier, queue, receiver, sent, recorded, signals } = courierOf();
    courier.wake();
    queue.waiting.shift()!([message('1', 'a'), message('2', 'b')]);
    await waitUntil('both are on the way', () => sent.length === 2);
    const stopped = courier.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    receiver.waiting.shift()!(answer(200));
    await waitUntil('it is on record', () => recorded.length === 1);
    const abandoned = courier.abandon();
    expect(signals[1].aborted).toBe(true);
    receiver.waiting.shift()!({ ...answer(200), status: null, error: 'aborted' });
    await Promise.all([stopped, abandoned]);
    expect(recorded).toEqual(['1']);
  });
});
