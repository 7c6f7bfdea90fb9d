import fc from 'fast-check';
import { RETRY_WAITS_MS, waitAfter } from './schedule';

describe('the schedule of retries', () => {
  it('waits 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then gives up', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => waitAfter(attempts, 0.5));
    expect(waits).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000, null]);
  });

  it('strays by a fifth at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, chance) => {
        const [wait, usual] = [waitAfter(attempts, chance) as number, RETRY_WAITS_MS[attempts - 1]];
        expect(wait).toBeGreaterThanOrEqual(usual * 0.8 - 1);
        expect(wait).toBeLessThanOrEqual(usual * 1.2 + 1);
      }),
    );
  });
});
