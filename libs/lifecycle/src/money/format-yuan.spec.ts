import fc from 'fast-check';
import { formatYuan } from './format-yuan';
import { type Yuan, yuanOfFen } from './yuan';

describe('a formatted amount', () => {
  it.each([
    ['407002200', '亿元', 2, '4.07亿元'],
    ['407002200', '万元', 2, '40700.22万元'],
    ['407002200', '元', 0, '407002200元'],
    ['0', '亿元', 2, '0.00亿元'],
    ['0.5', '元', 0, '1元'],
    ['500000', '亿元', 2, '0.01亿元'],
    ['499999.99', '亿元', 2, '0.00亿元'],
    ['-499999.99', '亿元', 2, '0.00亿元'],
    ['-500000', '亿元', 2, '-0.01亿元'],
    // 1.005 in binary floating point would round down.
    ['100500000', '亿元', 2, '1.01亿元'],
    ['0.01', '亿元', 10, '0.0000000001亿元'],
  ] as const)('%s in %s with %d decimals is %s', (yuan, unit, decimals, text) => {
    expect(formatYuan(yuan as string as Yuan, unit, decimals)).toBe(text);
  });

  it.each([
    ['0', '0.00元'],
    ['9999.99', '9999.99元'],
    ['10000', '1.00万元'],
    ['99999949', '9999.99万元'],
    ['99999950', '1.00亿元'],
    ['-407002200', '-4.07亿元'],
  ])('%s in its own unit is %s', (yuan, text) => expect(formatYuan(yuan as Yuan, 'auto')).toBe(text));

  it('is off by half a step at most', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (fen) => {
        const shown = BigInt(formatYuan(yuanOfFen(fen), '亿元').replace(/[.亿元]/g, '')) * 10n ** 8n;
        expect(shown - fen <= 5n * 10n ** 7n && fen - shown < 5n * 10n ** 7n).toBe(true);
      }),
    );
  });

  it.each([-1, 1.5, 11, NaN])('is refused with %d decimals', (decimals) =>
    expect(() => formatYuan('1' as Yuan, '元', decimals)).toThrow(RangeError),
  );
});
