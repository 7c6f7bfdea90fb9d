import { normaliseCode } from './half-width';

/**
 * A unified social credit code, or what is wrong with it. A code whose checks fail is handed back all the same: some
 * that were really issued fail, so a caller may take it over with a reason.
 */
export type CreditCode =
  | {
      readonly ok: true;
      readonly code: string;
      /** Registering authority (character 1) and kind of organisation (character 2), as in `91`. */
      readonly category: string;
      /** Division of the registering authority, six digits. */
      readonly division: string;
      /** Organisation code 组织机构代码, nine characters without a hyphen. */
      readonly organisationCode: string;
    }
  | { readonly ok: false; readonly problem: 'format' }
  | {
      readonly ok: false;
      /** Which check failed: the last character's, or, with that one right, the organisation code's own. */
      readonly problem: 'check-digit' | 'organisation-code';
      readonly code: string;
      /** The check character that would have fitted. */
      readonly expected: string;
    };

/** GB 32100-2015: digits and letters without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORMAT = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Reads a unified social credit code, 统一社会信用代码 (GB 32100-2015), and makes both of its checks. Takes full-width
 * characters, lower case and stray spaces.
 */
export function parseCreditCode(input: string): CreditCode {
  const code = normaliseCode(input);
  if (!FORMAT.test(code)) return { ok: false, problem: 'format' };

  const expected = creditCodeCheckCharacter(code.slice(0, 17));
  if (expected !== code[17]) return { ok: false, problem: 'check-digit', code, expected };

  const organisationCode = code.slice(8, 17);
  const organisationCheck = organisationCodeCheckCharacter(organisationCode.slice(0, 8));
  if (organisationCheck !== organisationCode[8]) {
    return { ok: false, problem: 'organisation-code', code, expected: organisationCheck };
  }
  return { ok: true, code, category: code.slice(0, 2), division: code.slice(2, 8), organisationCode };
}

/**
 * Character 18 for the first 17: weights 3^(i-1) mod 31, complement of the sum mod 31 (GB 32100-2015).
 * @throws RangeError when not given 17 characters of the standard's alphabet
 */
export function creditCodeCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`${character} is not used in a social credit code`);
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  if (first17.length !== 17) throw new RangeError('a social credit code has 17 characters before its check character');
  // The outer remainder matters: a sum divisible by 31 gives '0', where 31 would point past the alphabet.
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/**
 * The ninth character of an organisation code for its first eight: mod 11, with `X` for 10 (GB 11714-1997).
 * @throws RangeError when not given eight digits or capital letters
 */
export function organisationCodeCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('an organisation code has 8 characters before its check');
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, at) => total + weight * parseInt(first8[at], 36), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}
