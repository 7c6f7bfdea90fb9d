import { retryAfterMs } from './retry-after';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0);
const DAY = 86_400_000;

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    [' 30 ', 30_000],
    ['86400', DAY],
    ['86401', DAY],
    ['999999999999999', DAY],
    // The three forms of one instant, as RFC 9110 shows them.
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sat, 05 Nov 1994 08:49:37 GMT', 0],
    ['Tue, 06 Dec 1994 08:49:37 GMT', DAY],
    ['', null],
    ['-1', null],
    ['1.5', null],
    ['2h', null],
    ['1994-11-06T08:49:37Z', null],
    ['Sun, 99 Nov 1994 99:49:37 GMT', null],
    [undefined, null],
  ])('%j means %j ms', (text, ms) => expect(retryAfterMs(text, NOW)).toBe(ms));
});
