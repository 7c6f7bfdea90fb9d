import fc from 'fast-check';
import { formatYuan } from './format-yuan';
import { parseYuan } from './parse-yuan';
import { isYuan, yuanOfFen } from './yuan';

describe('an amount as people type it', () => {
  it.each([
    ['40700.22万元', '407002200'],
    ['4.07亿', '407000000'],
    ['4.07 亿元', '407000000'],
    ['1,234.50元', '1234.5'],
    ['1234.5', '1234.5'],
    ['407002200.00', '407002200'],
    ['1亿', '100000000'],
    ['１２３４．５０元', '1234.5'],
    ['１，２３４．５', '1234.5'],
    ['￥1,234.50', '1234.5'],
    ['¥ 4 万元', '40000'],
    ['人民币500万元整', '5000000'],
    ['500 万元人民币', '5000000'],
    [' 1 234 567.8 元\n', '1234567.8'],
    ['-5万', '-50000'],
    ['－5万', '-50000'],
    ['-0', '0'],
    ['0.00', '0'],
    ['5千元', '5000'],
    ['3百万', '3000000'],
    ['2千万元', '20000000'],
    ['1.2万亿', '1200000000000'],
    ['0.000001万元', '0.01'],
    ['1.000', '1'],
    ['007', '7'],
    ['999999999999999.99', '999999999999999.99'],
  ])('%j is %s yuan', (input, yuan) => expect(parseYuan(input)).toEqual({ ok: true, yuan }));

  it.each([
    ['', 'empty'],
    ['　', 'empty'],
    ['四亿', 'format'],
    ['亿', 'format'],
    ['—', 'format'],
    ['.5', 'format'],
    ['1e8', 'format'],
    ['1亿2000万', 'format'],
    ['0x10', 'format'],
    ['$5', 'format'],
    ['--5', 'format'],
    ['5万美元', 'unit'],
    ['5 USD', 'unit'],
    ['12亩', 'unit'],
    ['5%', 'unit'],
    ['5.', 'format'],
    ['1,23', 'ambiguous'],
    ['1,0000', 'ambiguous'],
    ['1.234,50', 'ambiguous'],
    ['1.234.567', 'ambiguous'],
    ['12 34', 'ambiguous'],
    ['1,234 567', 'ambiguous'],
    ['1. 500万元', 'ambiguous'],
    ['1, 234', 'ambiguous'],
    ['4-5亿', 'ambiguous'],
    ['4亿~5亿', 'ambiguous'],
    ['4至5亿元', 'ambiguous'],
    ['约4亿元', 'ambiguous'],
    ['4亿元左右', 'ambiguous'],
    ['4亿余元', 'ambiguous'],
    ['>4亿', 'ambiguous'],
    ['0.001', 'too-precise'],
    ['0.0000001万元', 'too-precise'],
    ['1000000000000000', 'too-large'],
    ['1000万亿', 'too-large'],
    ['-1000万亿', 'too-large'],
    ['9'.repeat(65), 'too-long'],
    [`1${' '.repeat(100_000)}`, 'too-long'],
  ])('%j is refused: %s', (input, problem) => expect(parseYuan(input)).toEqual({ ok: false, problem }));

  it('is canonical whatever is typed, and never throws', () => {
    const pieces = fc.constantFrom(...'0123456789.,- 万亿元千百约￥１，．'.split(''));
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (typed) => {
        const parsed = parseYuan(typed.join(''));
        if (parsed.ok) expect(isYuan(parsed.yuan)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => void parseYuan(input)));
  });

  it('reads back what was formatted exactly', () => {
    const fen = fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n });
    fc.assert(
      fc.property(fen, fc.constantFrom(...(['元', '万元', '亿元', 'auto'] as const)), (amount, unit) => {
        const yuan = yuanOfFen(amount);
        expect(parseYuan(yuan)).toEqual({ ok: true, yuan });
        expect(parseYuan(formatYuan(yuan, unit, 10))).toEqual({ ok: true, yuan });
      }),
    );
  });
});
