import { bottleneckFigures, waitingCount, type Tally } from './figures';

const tally = (more: Partial<Tally>): Tally => ({
  state: 'open',
  light: 'green',
  days: 10,
  count: 1,
  investment: '1000',
  ...more,
});

describe('the figures of a bottleneck', () => {
  it('of no case are zeros', () => {
    expect(bottleneckFigures([])).toEqual({
      open: 0,
      green: 0,
      yellow: 0,
      red: 0,
      skipped: 0,
      ended: 0,
      suspended: 0,
      investmentHeldUp: '0',
      longestDays: null,
      dwell: { count: 0, negative: 0, p50: null, p90: null, kaplanMeierMedian: null },
    });
  });

  const figures = bottleneckFigures([
    tally({ count: 2, days: 10, investment: '2000.5' }),
    tally({ light: 'yellow', days: 70, investment: '0.01' }),
    tally({ light: 'red', days: 130 }),
    tally({ state: 'skipped', light: null, days: 999, count: 3, investment: '5000' }),
    tally({ state: 'ended', light: null, days: 20, investment: '5000' }),
    tally({ state: 'suspended', light: null, days: 400, investment: '5000' }),
    tally({ state: 'passed', light: null, days: 30, count: 3 }),
    tally({ state: 'passed', light: null, days: 50 }),
    tally({ state: 'passed', light: null, days: -4, count: 2 }),
  ]);

  it('count each case in its place and the open ones by their light', () => {
    expect(figures).toMatchObject({ open: 4, green: 2, yellow: 1, red: 1, skipped: 3, ended: 1, suspended: 1 });
    expect(waitingCount(figures)).toBe(9);
  });

  it('add up exactly what open cases hold up, and their longest wait', () => {
    expect(figures).toMatchObject({ investmentHeldUp: '3000.51', longestDays: 130 });
  });

  it('leave negative dwells out of the percentiles, but count them', () => {
    expect(figures.dwell).toMatchObject({ count: 6, negative: 2, p50: 30, p90: 50 });
  });

  it('take those that wait, ended or paused as still on the way, and skipped ones as nothing', () => {
    // At risk 10: two leave on 10, one on 20; of the 7 left three get through on 30 (4/7), one of 4 on 50 (3/7).
    expect(figures.dwell.kaplanMeierMedian).toBe(50);
  });

  it('keep a wait of no days, and one that starts in the future of the day asked for', () => {
    expect(bottleneckFigures([tally({ days: 0 })]).longestDays).toBe(0);
    expect(bottleneckFigures([tally({ state: 'ended', light: null, days: -3 })]).dwell.kaplanMeierMedian).toBeNull();
  });
});
