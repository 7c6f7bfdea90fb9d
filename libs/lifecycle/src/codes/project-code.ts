import { normaliseCode } from './half-width';

/** A code of the form in use since 2020: YYMM, region, central department, type, five random digits, check digit. */
export interface CurrentProjectCode {
  readonly ok: true;
  readonly form: 'current';
  /** 24 characters, half-width, with hyphens. */
  readonly code: string;
  /** Month in which it was assigned, `YYYY-MM`. */
  readonly yearMonth: string;
  /** Six digits; includes zone codes such as 330354, which GB/T 2260 does not list. */
  readonly region: string;
  readonly department: string;
  readonly type: string;
  /** A mismatch is a reason to ask, not to refuse: see {@link projectCodeCheckDigit}. */
  readonly checkDigit: 'valid' | 'mismatch';
}

/** A code of the first national platform: year, region, industry, type, six digits; it has no known check digit. */
export interface LegacyProjectCode {
  readonly ok: true;
  readonly form: 'legacy';
  readonly code: string;
  /** Year in which it was assigned, `YYYY`. */
  readonly year: string;
  readonly region: string;
  /** GB/T 4754 division, two digits. */
  readonly industry: string;
  readonly type: string;
  readonly checkDigit: 'none';
}

export type ProjectCode = CurrentProjectCode | LegacyProjectCode | { readonly ok: false; readonly problem: 'format' };

const SEGMENTS = /^(\d{4})-([1-8]\d{5})-(\d{2})-(\d{2})-(\d{6})$/;
const LEGACY_YEAR = /^20(1[5-9]|20)$/;
const CURRENT_YEAR_MONTH = /^([2-9]\d)(0[1-9]|1[0-2])$/;

/**
 * Reads a unified investment project code, 投资项目统一代码 (GB/T 40058-2021; 发改投资〔2020〕1439号). Takes full-width
 * characters, any Unicode dash and stray spaces. Hyphens are required: a bare run of 20 digits is what a spreadsheet
 * leaves after losing the last five.
 */
export function parseProjectCode(input: string): ProjectCode {
  const match = SEGMENTS.exec(normaliseCode(input));
  if (!match) return { ok: false, problem: 'format' };
  const [code, date, region, third, type, serial] = match;

  // The forms can't be confused: a legacy year read as YYMM would name a month from 15 to 20.
  if (LEGACY_YEAR.test(date)) {
    return { ok: true, form: 'legacy', code, year: date, region, industry: third, type, checkDigit: 'none' };
  }
  const month = CURRENT_YEAR_MONTH.exec(date);
  if (!month) return { ok: false, problem: 'format' };
  const digits = date + region + third + type + serial;
  return {
    ok: true,
    form: 'current',
    code,
    yearMonth: `20${month[1]}-${month[2]}`,
    region,
    department: third,
    type,
    checkDigit: projectCodeCheckDigit(digits.slice(0, 19)) === digits[19] ? 'valid' : 'mismatch',
  };
}

/**
 * The check digit that belongs to the first 19 digits of a current code (without hyphens): ISO 7064 MOD 11,10.
 * That this is the standard's algorithm was established from published codes, all of which it fits; hence callers
 * should warn on a mismatch rather than refuse.
 * @throws RangeError when not given exactly 19 digits
 */
export function projectCodeCheckDigit(first19: string): string {
  if (!/^\d{19}$/.test(first19)) throw new RangeError('a project code has 19 digits before its check digit');
  let product = 10;
  for (const digit of first19) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return String((11 - product) % 10);
}
