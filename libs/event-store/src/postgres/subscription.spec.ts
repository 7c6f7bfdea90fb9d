import type { RecordedEvent } from '@milepost/lifecycle';
import { follow } from './subscription';
import { WakeUp } from './wake-up';

const events = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ position: String(first + index) }) as RecordedEvent);

describe('follow', () => {
  it('throws what does not pass by itself, and retries what does', async () => {
    const failures = [
      { code: '57P01', message: 'shutdown' },
      { code: 'ECONNREFUSED', message: '' },
    ];
    const heard: unknown[] = [];
    const pages = follow(
      {
        readPage: async (after) => {
          if (failures.length > 0) throw failures.shift();
          if (after !== '0') throw Object.assign(new Error('permission denied'), { code: '42501' });
          return events(1, 2);
        },
        wakeUp: new WakeUp(),
        pollMs: 10,
        onError: (error) => heard.push(error),
      },
      { after: '0', batchSize: 5, signal: new AbortController().signal },
    );
    expect((await pages.next()).value).toHaveLength(2);
    await expect(pages.next()).rejects.toThrow('permission denied');
    expect(heard).toHaveLength(2);
  });

  it('does not hand over one event twice when a page read ahead fails', async () => {
    const asked: string[] = [];
    let fail = true;
    const pages = follow(
      {
        readPage: async (after) => {
          asked.push(after);
          if (after === '2' && fail) {
            fail = false;
            throw { code: 'ECONNRESET', message: '' };
          }
          return events(Number(after) + 1, 2);
        },
        wakeUp: new WakeUp(),
        pollMs: 10,
        onError: () => undefined,
      },
      { after: '0', batchSize: 2, signal: new AbortController().signal },
    );
    const seen: string[] = [];
    for await (const page of pages) {
      seen.push(...page.map(({ position }) => position));
      if (seen.length === 6) break;
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(asked.slice(0, 3)).toEqual(['0', '2', '2']);
  });
});
