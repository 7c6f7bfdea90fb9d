import { RunMap } from './run-map';

describe('a map by run', () => {
  it('tells the same key of two runs apart', () => {
    const map = new RunMap<string>();
    map.set(0, 'a', 'live');
    map.set(7, 'a', 'replayed');
    expect([map.get(0, 'a'), map.get(7, 'a'), map.get(8, 'a')]).toEqual(['live', 'replayed', undefined]);
    expect(map.values()).toEqual(['live', 'replayed']);
    expect([map.delete(7, 'a'), map.delete(7, 'a'), map.has(7, 'a'), map.has(0, 'a')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
