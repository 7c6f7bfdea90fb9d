import fc from 'fast-check';
import { parseIndustryCode } from './industry';

describe('an industry code', () => {
  it.each([
    ['C3670', 'class'],
    ['D4416', 'class'],
    ['C36', 'division'],
    ['C367', 'group'],
    ['A01', 'division'],
    ['A0111', 'class'],
    ['B06', 'division'],
    ['B111', 'group'],
    ['T97', 'division'],
  ])('%s is a %s', (code, level) => {
    expect(parseIndustryCode(code)).toEqual({ ok: true, code, section: code[0], level, suspicion: 'none' });
  });

  it.each([
    ['A111', 'A0111', 'class'],
    ['A11', 'A011', 'group'],
    ['A1', 'A01', 'division'],
    ['B610', 'B0610', 'class'],
    ['B9', 'B09', 'division'],
  ])('%s has probably lost the zero of %s', (code, likely, level) => {
    expect(parseIndustryCode(code)).toMatchObject({ ok: true, code, suspicion: 'lost-zero', likely, level });
  });

  it('may name a division of another section', () => {
    expect(parseIndustryCode('C4416')).toMatchObject({ ok: true, suspicion: 'wrong-section', likely: 'D4416' });
  });

  it('is read through full-width characters, lower case and spaces', () => {
    expect(parseIndustryCode(' ｃ３６ 70 ')).toMatchObject({ ok: true, code: 'C3670' });
  });

  it('that lost its zero is always recognised', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom('', '1', '0', '11', '90'), (division, rest) => {
        const section = division <= 5 ? 'A' : 'B';
        expect(parseIndustryCode(`${section}0${division}${rest}`)).toMatchObject({ ok: true, suspicion: 'none' });
        expect(parseIndustryCode(`${section}${division}${rest}`)).toMatchObject({
          suspicion: 'lost-zero',
          likely: `${section}0${division}${rest}`,
        });
      }),
    );
  });

  it.each(['', 'C', 'C1', 'U36', '3670', 'C36701', 'C00', 'C98', 'C3A', 'CC36', 'C-36'])('%j is none', (input) =>
    expect(parseIndustryCode(input)).toEqual({ ok: false, problem: 'format' }),
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => void parseIndustryCode(input)));
  });
});
