import type { Attempt } from './attempt';
import { AttemptWriter } from './attempt-writer';

const attempt: Attempt = {
  delivery: {
    endpointId: 'e',
    run: 0,
    kind: 'live',
    messageId: 'm',
    position: '1',
    subject: 'a',
    type: 'milestone.reached',
    attempts: 0,
    body: '{}',
  },
  number: 1,
  at: '2026-03-02T01:00:00.000Z',
  outcome: { status: 200, error: null, durationMs: 1, response: '' },
  verdict: { kind: 'delivered' },
  holds: true,
};

describe('the writer of attempts', () => {
  it('writes what comes at any moment, also just when it has written all', async () => {
    const query = () => Promise.resolve({ rows: [] });
    for (let moment = 0; moment < 30; moment += 1) {
      const writer = new AttemptWriter({ query } as never, () => undefined);
      void writer.record(attempt);
      for (let turn = 0; turn < moment; turn += 1) await null;
      let written = false;
      void writer.record(attempt).then(() => (written = true));
      await new Promise((resolve) => setImmediate(resolve));
      expect([moment, written]).toEqual([moment, true]);
    }
  });
});
