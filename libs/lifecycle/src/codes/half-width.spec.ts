import fc from 'fast-check';
import { normaliseCode, toHalfWidth } from './half-width';

describe('half-width text', () => {
  it('replaces what only looks different', () => {
    expect(toHalfWidth('Ａｂ１２，．－')).toBe('Ab12,.-');
    expect(toHalfWidth('1‐2‑3–4—5−6﹣7')).toBe('1-2-3-4-5-6-7');
    expect(toHalfWidth('1\u200B2\uFEFF3')).toBe('123');
  });

  it('leaves what means something else', () => expect(toHalfWidth('①²〇一')).toBe('①²〇一'));

  it('needs one pass only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (text) => {
        expect(toHalfWidth(toHalfWidth(text))).toBe(toHalfWidth(text));
        expect(normaliseCode(normaliseCode(text))).toBe(normaliseCode(text));
      }),
    );
  });
});
