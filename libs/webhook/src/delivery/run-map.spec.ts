import fc from 'fast-check';
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

  it('holds what a plain map would, also after it was renewed', () => {
    const step = fc.record({
      run: fc.integer({ min: 0, max: 2 }),
      key: fc.integer({ min: 0, max: 40 }).map(String),
      removes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 500, maxLength: 1_000 }), (steps) => {
        const [map, plain] = [new RunMap<number>(), new Map<string, number>()];
        steps.forEach(({ run, key, removes }, index) => {
          const joined = `${run}/${key}`;
          if (removes) expect(map.delete(run, key)).toBe(plain.delete(joined));
          else {
            map.set(run, key, index);
            plain.set(joined, index);
          }
          expect(map.get(run, key)).toBe(plain.get(joined));
        });
        expect(map.values().sort((a, b) => a - b)).toEqual([...plain.values()].sort((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });
});
