import fc from 'fast-check';
import { creditCodeCheckCharacter, organisationCodeCheckCharacter, parseCreditCode } from './credit-code';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const characters = (length: number) =>
  fc.array(fc.constantFrom(...ALPHABET), { minLength: length, maxLength: length }).map((list) => list.join(''));

const creditCode = fc
  .tuple(characters(2), fc.integer({ min: 0, max: 999_999 }), characters(8))
  .map(([category, division, body]) => category + String(division).padStart(6, '0') + body)
  .map((first16) => first16 + organisationCodeCheckCharacter(first16.slice(8)))
  .map((first17) => first17 + creditCodeCheckCharacter(first17));

describe('a unified social credit code', () => {
  it.each([
    ['91350100M000100Y43', 'a company'],
    ['11341700003244967K', 'a government body'],
    ['91360100MA01001390', 'remainder 0, so that the check character is 0'],
  ])('%s is valid (%s)', (code) => {
    expect(parseCreditCode(code)).toEqual({
      ok: true,
      code,
      category: code.slice(0, 2),
      division: code.slice(2, 8),
      organisationCode: code.slice(8, 17),
    });
  });

  it('that fails its check is handed back, with the character that would fit', () => {
    expect(parseCreditCode('91350211M0000XUF46')).toEqual({
      ok: false,
      problem: 'check-digit',
      code: '91350211M0000XUF46',
      expected: 'R',
    });
  });

  it('may be right at its end and wrong in its organisation code', () => {
    const first17 = '91350100M000100Y5';
    const code = first17 + creditCodeCheckCharacter(first17);
    expect(parseCreditCode(code)).toEqual({ ok: false, problem: 'organisation-code', code, expected: '4' });
  });

  it('is read through full-width characters, lower case and spaces', () => {
    for (const typed of [
      '９１３５０１００Ｍ０００１００Ｙ４３',
      '91350100m000100y43',
      ' 9135 0100 M000\u3000100Y43\t',
    ]) {
      expect(parseCreditCode(typed)).toMatchObject({ ok: true, code: '91350100M000100Y43' });
    }
  });

  it('is valid with both computed characters, and any single wrong character is found', () => {
    fc.assert(
      fc.property(creditCode, fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, wrong) => {
        expect(parseCreditCode(code)).toMatchObject({ ok: true, code });
        fc.pre(wrong !== code[at]);
        expect(parseCreditCode(code.slice(0, at) + wrong + code.slice(at + 1)).ok).toBe(false);
      }),
    );
  });

  it.each([
    '',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '91350100M0001O0Y43',
    '91350100M000100Z43',
    '9135010AM000100Y43',
    '91350100-M000100Y4-3',
    '9'.repeat(100_000),
  ])('%j has not its form', (input) => expect(parseCreditCode(input)).toEqual({ ok: false, problem: 'format' }));

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => void parseCreditCode(input)));
  });
});

describe('the check characters', () => {
  it('are refused for what can have none', () => {
    expect(() => creditCodeCheckCharacter('91350100M000100Y')).toThrow(RangeError);
    expect(() => creditCodeCheckCharacter('91350100M000100I4')).toThrow(RangeError);
    expect(() => organisationCodeCheckCharacter('M000100')).toThrow(RangeError);
  });

  it('use X for ten and 0 for eleven in an organisation code', () => {
    expect(organisationCodeCheckCharacter('00000000')).toBe('0');
    // The last weight is 2: 2 × 6 = 12, and 11 - 12 mod 11 = 10.
    expect(organisationCodeCheckCharacter('00000006')).toBe('X');
  });
});
