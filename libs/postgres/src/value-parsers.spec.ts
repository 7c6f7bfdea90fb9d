import { parseInstant } from './value-parsers';

describe('parseInstant', () => {
  it.each([
    ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05.6+00', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02 03:04:05.678901+00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02 03:04:05.5+08', '2026-01-01T19:04:05.500Z'],
    ['2026-01-02 03:04:05+05:30', '2026-01-01T21:34:05.000Z'],
    ['infinity', 'infinity'],
    ['-infinity', '-infinity'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });
});
