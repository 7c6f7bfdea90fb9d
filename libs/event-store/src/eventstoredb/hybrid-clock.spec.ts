import { HybridClock } from './hybrid-clock';

describe('HybridClock', () => {
  it('gives the time of day, and never an instant before one that was given or seen', () => {
    let now = Date.parse('2026-03-01T00:00:00.000Z');
    const clock = new HybridClock(() => now);
    expect(clock.next()).toBe('2026-03-01T00:00:00.000Z');
    now -= 5_000;
    expect(clock.next()).toBe('2026-03-01T00:00:00.000Z');
    clock.observe('2026-03-01T00:00:07.000Z');
    clock.observe('2026-02-01T00:00:00.000Z');
    expect(clock.next()).toBe('2026-03-01T00:00:07.000Z');
    now += 20_000;
    expect(clock.next()).toBe('2026-03-01T00:00:15.000Z');
  });
});
