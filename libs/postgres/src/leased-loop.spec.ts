import { leadTogether } from './leased-loop';

describe('parts of one work', () => {
  const until = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

  it('end in order when one of them fails, and what failed is thrown', async () => {
    const ended: string[] = [];
    const other = (signal: AbortSignal): Promise<void> => until(signal).then(() => void ended.push('the other'));
    const failing = (): Promise<void> => Promise.reject(new Error('broken'));
    await expect(leadTogether(new AbortController().signal, [other, failing])).rejects.toThrow('broken');
    expect(ended).toEqual(['the other']);
  });

  it('end with the signal', async () => {
    const end = new AbortController();
    const led = leadTogether(end.signal, [until, until]);
    end.abort();
    await expect(led).resolves.toBeUndefined();
  });
});
