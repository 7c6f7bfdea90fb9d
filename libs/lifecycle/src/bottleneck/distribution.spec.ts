import fc from 'fast-check';
import { countOf, kaplanMeierMedian, percentile } from './distribution';

const times = (...list: number[]) => {
  const durations = new Map<number, number>();
  for (const days of list) durations.set(days, (durations.get(days) ?? 0) + 1);
  return durations;
};
const none = new Map<number, number>();

describe('the nearest-rank percentile', () => {
  // The worked example of the nearest-rank method: 15, 20, 35, 40, 50.
  it.each([
    [0.05, 15],
    [0.3, 20],
    [0.4, 20],
    [0.5, 35],
    [1, 50],
  ])('p = %d of five values is %i', (p, value) => expect(percentile(times(15, 20, 35, 40, 50), p)).toBe(value));

  it('takes the rank that decimal fractions give, not binary ones', () => {
    expect(percentile(times(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0.9)).toBe(9);
    // 0.28 × 25 is 7.000000000000001 in binary.
    expect(percentile(times(...Array.from({ length: 25 }, (_, index) => index + 1)), 0.28)).toBe(7);
  });

  it('of none is none, and of zero counts too', () => {
    expect(percentile(none, 0.5)).toBeNull();
    expect(percentile(new Map([[3, 0]]), 0.5)).toBeNull();
  });

  it('is a value that occurred, which at least that share does not exceed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (list, percent) => {
        const found = percentile(times(...list), percent / 100)!;
        expect(list).toContain(found);
        const below = list.filter((each) => each < found).length;
        const upTo = list.filter((each) => each <= found).length;
        expect(upTo * 100).toBeGreaterThanOrEqual(percent * list.length);
        expect(below * 100).toBeLessThan(percent * list.length);
      }),
    );
  });
});

describe('the Kaplan–Meier median', () => {
  it('is reckoned as by hand', () => {
    // 5 at risk, one through on day 2: 4/5. One leaves on day 3. On day 4 one of 3: 4/5 × 2/3 = 8/15. Then the last on 6.
    expect(kaplanMeierMedian(times(2, 4, 6), times(3, 5))).toBe(6);
    expect(kaplanMeierMedian(times(2, 4), times(3, 5, 6))).toBeNull();
  });

  // Remission of leukaemia in weeks under 6-mercaptopurine and placebo (Freireich et al. 1963; Gehan 1965).
  it('agrees with published medians: 23 weeks and 8 weeks', () => {
    const treated = times(6, 6, 6, 7, 10, 13, 16, 22, 23);
    const stillInRemission = times(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35);
    expect(kaplanMeierMedian(treated, stillInRemission)).toBe(23);
    const placebo = times(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);
    expect(kaplanMeierMedian(placebo, none)).toBe(8);
  });

  it('counts those watched until a day as at risk on it', () => {
    expect(kaplanMeierMedian(times(5), times(5))).toBe(5);
    expect(kaplanMeierMedian(times(5), times(4))).toBe(5);
    expect(kaplanMeierMedian(times(5), times(6, 6))).toBeNull();
  });

  it('is met exactly at one half, whatever binary fractions make of it', () => {
    expect(kaplanMeierMedian(times(1, 2, 3, 4, 5), times(9, 9, 9, 9, 9))).toBe(5);
    // The product of 23/24, 22/23 … 12/13 comes out as 0.5000000000000001.
    const twelve = Array.from({ length: 12 }, (_, index) => index + 1);
    expect(kaplanMeierMedian(times(...twelve), times(...twelve.map(() => 99)))).toBe(12);
  });

  it('of none is none', () => {
    expect(kaplanMeierMedian(none, none)).toBeNull();
    expect(kaplanMeierMedian(none, times(1, 2))).toBeNull();
    expect(countOf(times(1, 1, 2))).toBe(3);
  });

  it('without anyone waiting is the ordinary median, and never earlier with some', () => {
    const some = fc.array(fc.nat(40), { minLength: 1 });
    fc.assert(
      fc.property(some, fc.array(fc.nat(40)), (list, waiting) => {
        const ordinary = percentile(times(...list), 0.5)!;
        expect(kaplanMeierMedian(times(...list), none)).toBe(ordinary);
        const later = waiting.map((days) => days + ordinary);
        expect(kaplanMeierMedian(times(...list), times(...later)) ?? Infinity).toBeGreaterThanOrEqual(ordinary);
      }),
    );
  });
});
