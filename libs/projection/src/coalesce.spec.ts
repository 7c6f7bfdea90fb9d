import { coalesce } from './coalesce';

describe('a read that many ask for at once', () => {
  it('is shared by those who ask while one is under way, and begins after they asked', async () => {
    const begun: ((value: number) => void)[] = [];
    const read = coalesce(() => new Promise<number>((resolve) => begun.push(resolve)));
    const first = read();
    await Promise.resolve();
    const [second, third] = [read(), read()];
    expect(begun).toHaveLength(1);
    begun[0]?.(1);
    expect(await first).toBe(1);
    await new Promise(setImmediate);
    expect(begun).toHaveLength(2);
    begun[1]?.(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
  });

  it('goes on after one that failed', async () => {
    let reads = 0;
    const read = coalesce(() => (++reads === 1 ? Promise.reject(new Error('lost')) : Promise.resolve(reads)));
    await expect(read()).rejects.toThrow('lost');
    expect(await read()).toBe(2);
  });
});
