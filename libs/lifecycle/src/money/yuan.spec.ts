import fc from 'fast-check';
import { addYuan, compareYuan, fenOfYuan, isYuan, sumYuan, type Yuan, yuanOfFen, ZERO_YUAN } from './yuan';

const fen = fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n });

describe('yuan', () => {
  it.each(['0', '407002200', '0.5', '0.05', '12.34', '-12.34', '-0.01', '10'])('%s is canonical', (text) => {
    expect(isYuan(text)).toBe(true);
    expect(yuanOfFen(fenOfYuan(text as Yuan))).toBe(text);
  });

  it.each([
    '',
    '-0',
    '-',
    '00',
    '01',
    '0.50',
    '1.0',
    '1.',
    '.5',
    '0.001',
    '1e8',
    '+1',
    ' 1',
    '1\n',
    '１',
    1,
    null,
    '-0.0',
    '1000000000000000',
  ])('%j is not', (value) => expect(isYuan(value)).toBe(false));

  it('has one string per amount', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        const yuan = yuanOfFen(amount);
        expect(isYuan(yuan)).toBe(true);
        expect(fenOfYuan(yuan)).toBe(amount);
      }),
    );
  });

  it('adds exactly, in any order', () => {
    expect(addYuan('0.1' as Yuan, '0.2' as Yuan)).toBe('0.3');
    expect(addYuan('0.01' as Yuan, '-0.01' as Yuan)).toBe('0');
    expect(sumYuan([])).toBe(ZERO_YUAN);
    fc.assert(
      fc.property(fc.array(fen), (amounts) => {
        const yuan = amounts.map(yuanOfFen);
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        expect(sumYuan(yuan)).toBe(yuanOfFen(total));
        expect(sumYuan([...yuan].reverse())).toBe(yuan.reduce(addYuan, ZERO_YUAN));
      }),
    );
  });

  it('compares by amount, not by text', () => {
    expect(compareYuan('9' as Yuan, '10' as Yuan)).toBeLessThan(0);
    fc.assert(
      fc.property(fen, fen, (a, b) => {
        expect(Math.sign(compareYuan(yuanOfFen(a), yuanOfFen(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});
