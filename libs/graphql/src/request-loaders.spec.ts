import DataLoader from 'dataloader';
import { RequestLoaders } from './request-loaders';

const KEY = Symbol('doubles');

describe('the loaders of a request', () => {
  it('make each loader once, so that loads meet in one batch', async () => {
    const batches: (readonly number[])[] = [];
    const create = () =>
      new DataLoader<number, number>(async (keys) => {
        batches.push(keys);
        return keys.map((key) => key * 2);
      });
    const loaders = new RequestLoaders();
    expect(await Promise.all([loaders.get(KEY, create).load(1), loaders.get(KEY, create).load(2)])).toEqual([2, 4]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('are not shared between requests', () => {
    const create = () => new DataLoader<number, number>(async (keys) => [...keys]);
    expect(new RequestLoaders().get(KEY, create)).not.toBe(new RequestLoaders().get(KEY, create));
  });
});
