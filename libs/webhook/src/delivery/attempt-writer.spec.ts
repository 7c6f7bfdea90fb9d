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
    attempts: 0,
    body: '{}',
  },
  number: 1,
  at: '2026-03-02T01:00:00.000Z',
  outcome: { status: 200, error: null, durationMs: 1, response: '' },
  verdict: { kind: 'delivered' },
  holds: true,
};

/** Resolves when the attempt is on record. */
const record = (writer: AttemptWriter, one = attempt): Promise<void> =>
  new Promise((resolve, reject) =>
    writer.record(one, (recorded, error) => {
      expect(recorded).toBe(one);
      if (error === undefined) resolve();
      else reject(error as Error);
    }),
  );

describe('the writer of attempts', () => {
  it('writes what comes at any moment, also just when it has written all', async () => {
    const query = () => Promise.resolve({ rows: [] });
    for (let moment = 0; moment < 30; moment += 1) {
      const writer = new AttemptWriter({ query } as never, () => undefined);
      void record(writer);
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      // Never, where it is forgotten.
      await expect(record(writer)).resolves.toBeUndefined();
    }
  });

  it('writes at once what somebody waits for', async () => {
    const asked: number[] = [];
    const query = (_: unknown, values?: unknown[]) => {
      asked.push(String(values?.[0]).split(',').length);
      return Promise.resolve({ rows: [] });
    };
    const counting = (given: { values: unknown[] }) => query('', given.values);
    const writer = new AttemptWriter({ query: counting } as never, () => undefined);
    const recorded = [record(writer), record(writer)];
    expect(asked).toEqual([]);
    writer.hurry();
    await Promise.all(recorded);
    expect(asked).toEqual([2]);
    writer.hurry();
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual([2]);
  });

  it('writes all but the one that the database refuses', async () => {
    const batches: number[] = [];
    const refusing = (text: string, values?: unknown[]) => {
      const messages = JSON.stringify(values ?? text);
      if (!messages.includes('refused')) return Promise.resolve({ rows: [] });
      batches.push(1);
      return Promise.reject(Object.assign(new Error('invalid byte sequence'), { code: '22021' }));
    };
    const query = (given: unknown, values?: unknown[]) =>
      typeof given === 'string' ? refusing(given, values) : refusing('', (given as { values: unknown[] }).values);
    const errors: unknown[] = [];
    const client = { query, release: () => undefined };
    const pool = { query, connect: () => Promise.resolve(client) };
    const writer = new AttemptWriter(pool as never, (error) => errors.push(error));
    const of = (messageId: string): Attempt => ({ ...attempt, delivery: { ...attempt.delivery, messageId } });
    const results = await Promise.allSettled(['a', 'b', 'refused', 'c', 'd'].map((id) => record(writer, of(id))));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(batches.length).toBe(errors.length);
  });
});
