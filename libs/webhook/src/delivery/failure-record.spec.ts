import type { SendOutcome } from './attempt';
import { FailureRecord } from './failure-record';

const AT = '2026-03-02T01:00:00.000Z';
const answer = (status: number): SendOutcome => ({
  status,
  error: null,
  durationMs: 1,
  response: '',
  retryAfterMs: null,
});

describe('the record of failures', () => {
  it('is written again where writing failed: what is kept is what is known', async () => {
    const written: unknown[] = [];
    let broken = false;
    const query = (_: string, [, since]: unknown[]) => {
      if (broken) return Promise.reject(new Error('no connection'));
      written.push(since);
      return Promise.resolve({ rows: [] });
    };
    const record = new FailureRecord({ query } as never, () => Promise.resolve());
    const note = async (status: number): Promise<void> => {
      const attempt = { at: AT, outcome: answer(status) };
      record.heed('e', attempt, { now: () => AT });
      await record.note('e', attempt);
    };
    await note(500);
    broken = true;
    await expect(note(200)).rejects.toThrow('no connection');
    broken = false;
    await note(200);
    expect(written).toEqual([AT, null]);
  });
});
