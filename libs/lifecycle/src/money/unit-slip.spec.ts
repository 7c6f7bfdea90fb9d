import fc from 'fast-check';
import { suspectTenThousandfold } from './unit-slip';
import { type Yuan, yuanOfFen } from './yuan';

describe('a slip between 元 and 万元', () => {
  it.each([
    ['40700.22', '407002200'],
    ['407002200', '40700.22'],
    ['1', '9500'],
    ['1', '10500'],
    ['-1', '-10000'],
  ])('is suspected from %s to %s', (a, b) => expect(suspectTenThousandfold(a as Yuan, b as Yuan)).toBe(true));

  it.each([
    ['1', '9499.99'],
    ['1', '10500.01'],
    ['1', '1'],
    ['1', '100000000'],
    ['0', '10000'],
    ['0', '0'],
    ['-1', '10000'],
  ])('is not from %s to %s', (a, b) => expect(suspectTenThousandfold(a as Yuan, b as Yuan)).toBe(false));

  it('is suspected either way round', () => {
    const fen = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    fc.assert(
      fc.property(fen, fc.bigInt({ min: 9_000n, max: 11_000n }), (amount, factor) => {
        const [a, b] = [yuanOfFen(amount), yuanOfFen(amount * factor)];
        expect(suspectTenThousandfold(a, b)).toBe(suspectTenThousandfold(b, a));
        expect(suspectTenThousandfold(a, b)).toBe(amount !== 0n && factor >= 9_500n && factor <= 10_500n);
      }),
    );
  });
});
