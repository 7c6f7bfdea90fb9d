import fc from 'fast-check';
import { parseProjectCode, projectCodeCheckDigit } from './project-code';

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const current = fc
  .tuple(
    fc.integer({ min: 20, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 110000, max: 829999 }),
    fc.array(digit, { minLength: 9, maxLength: 9 }),
  )
  .map(([year, month, region, rest]) => `${year}${String(month).padStart(2, '0')}${region}${rest.join('')}`)
  .map((first19) => first19 + projectCodeCheckDigit(first19));

const hyphenated = (digits: string) => digits.replace(/^(.{4})(.{6})(.{2})(.{2})(.{6})$/, '$1-$2-$3-$4-$5');

describe('a current project code', () => {
  it.each([
    '2505-330354-04-01-274607',
    '2503-130981-04-01-573274',
    '2111-522323-04-01-342068',
    '2603-141124-89-05-346948',
    '2411-130202-89-01-637015',
    '2211-441900-04-02-310151',
    '2502-140109-89-01-287745',
    '2509-140602-89-05-864976',
    '2403-361002-04-01-100866',
  ])('%s has a valid check digit', (code) => {
    expect(parseProjectCode(code)).toMatchObject({ ok: true, form: 'current', code, checkDigit: 'valid' });
  });

  it.each(['2505-330354-04-01-100001', '2505-330354-04-01-000001', '2505-330354-04-01-123456'])(
    'the placeholder %s is well formed, but its check digit does not fit',
    (code) => expect(parseProjectCode(code)).toMatchObject({ ok: true, code, checkDigit: 'mismatch' }),
  );

  it('falls into its segments', () => {
    expect(parseProjectCode('2505-330354-04-01-274607')).toEqual({
      ok: true,
      form: 'current',
      code: '2505-330354-04-01-274607',
      yearMonth: '2025-05',
      region: '330354',
      department: '04',
      type: '01',
      checkDigit: 'valid',
    });
  });

  it('is read through full-width characters, Unicode dashes and spaces', () => {
    const code = '2505-330354-04-01-274607';
    for (const typed of [
      '２５０５－３３０３５４－０４－０１－２７４６０７',
      '2505–330354—04‐01−274607',
      ' 2505 - 330354 - 04 - 01 - 274607\u3000\n',
      '\uFEFF2505-330354-04-01-274607\u200B',
    ]) {
      expect(parseProjectCode(typed)).toMatchObject({ ok: true, code, checkDigit: 'valid' });
    }
  });

  it('is valid with the computed digit, and any single wrong digit is found', () => {
    fc.assert(
      fc.property(current, fc.integer({ min: 10, max: 19 }), digit, (digits, at, wrong) => {
        expect(parseProjectCode(hyphenated(digits))).toMatchObject({ ok: true, checkDigit: 'valid' });
        const mistyped = digits.slice(0, at) + wrong + digits.slice(at + 1);
        const checkDigit = wrong === digits[at] ? 'valid' : 'mismatch';
        expect(parseProjectCode(hyphenated(mistyped))).toMatchObject({ ok: true, checkDigit });
      }),
    );
  });
});

describe('a legacy project code', () => {
  it('is recognised and has no check digit to test', () => {
    expect(parseProjectCode('2019-330391-47-03-831266')).toEqual({
      ok: true,
      form: 'legacy',
      code: '2019-330391-47-03-831266',
      year: '2019',
      region: '330391',
      industry: '47',
      type: '03',
      checkDigit: 'none',
    });
  });

  it.each(['2015', '2016', '2017', '2018', '2019', '2020'])('may be of the year %s', (year) => {
    expect(parseProjectCode(`${year}-361002-36-03-000001`)).toMatchObject({ ok: true, form: 'legacy', year });
  });

  it.each([
    ['2012', '2020-12'],
    ['2101', '2021-01'],
  ])('is not confused with the current form: %s is %s', (date, yearMonth) => {
    expect(parseProjectCode(`${date}-361002-04-01-000001`)).toMatchObject({ form: 'current', yearMonth });
  });
});

describe('what is no project code', () => {
  it.each([
    '',
    '25053303540401274607',
    '2513-330354-04-01-274607',
    '2500-330354-04-01-274607',
    '1905-330354-04-01-274607',
    '2014-330354-04-01-274607',
    '2021-330354-04-01-274607',
    '2505-030354-04-01-274607',
    '2505-330354-04-01-27460',
    '2505-330354-04-01-2746077',
    '2505-330354-04-01-27460①',
    '2505-33035A-04-01-274607',
    '2505-330354-04-01-274607; 2503-130981-04-01-573274',
    ' '.repeat(100_000),
  ])('%j', (input) => expect(parseProjectCode(input)).toEqual({ ok: false, problem: 'format' }));

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => void parseProjectCode(input)));
  });

  it('has no check digit to compute', () => {
    expect(() => projectCodeCheckDigit('2505')).toThrow(RangeError);
    expect(() => projectCodeCheckDigit('25053303540401274607')).toThrow(RangeError);
  });
});
