import fc from 'fast-check';
import { dayIn, dayOf, dayStart } from '.';

describe('the instant at which a day begins', () => {
  it.each([
    ['Asia/Shanghai', '2024-05-01', '2024-05-01T00:00:00+08:00'],
    // China had summer time from 1986 to 1991.
    ['Asia/Shanghai', '1988-07-01', '1988-07-01T00:00:00+09:00'],
    ['Europe/London', '2024-01-01', '2024-01-01T00:00:00+00:00'],
    // The day on which summer time begins still begins in winter time.
    ['Europe/London', '2024-03-31', '2024-03-31T00:00:00+00:00'],
    ['Europe/London', '2024-04-01', '2024-04-01T00:00:00+01:00'],
    // The clock went back from one to midnight, which came twice.
    ['Europe/Lisbon', '1981-09-27', '1981-09-27T00:00:00+01:00'],
    // It went on from midnight to one: the day began at one, in summer time.
    ['Africa/Cairo', '2024-04-26', '2024-04-26T00:00:00+02:00'],
    // A day that Samoa left out begins where the next one does.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T00:00:00-10:00'],
    ['America/St_Johns', '2024-01-01', '2024-01-01T00:00:00-03:30'],
    ['UTC', '2024-01-01', '2024-01-01T00:00:00+00:00'],
  ])('in %s of %s is %s', (zone, day, instant) => {
    expect(dayStart(zone, day)).toBe(instant);
  });

  it('lies on that day, and the millisecond before does not', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Lisbon', 'America/New_York', 'Pacific/Auckland');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 25_000 }).map(dayOf), (zone, day) => {
        const start = Date.parse(dayStart(zone, day));
        expect(dayIn(zone, new Date(start).toISOString())).toBe(day);
        expect(dayIn(zone, new Date(start - 1).toISOString()) < day).toBe(true);
      }),
    );
  });
});
