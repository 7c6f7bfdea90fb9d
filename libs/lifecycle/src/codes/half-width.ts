const FULL_WIDTH_FORMS = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const INVISIBLE = /[\u200B-\u200F\u2060\uFEFF]/g;
const DASHES = /[\p{Pd}\u2212]/gu;

/**
 * Text typed with a Chinese input method or pasted from a document, in the plain characters it stands for: full-width
 * letters, digits and punctuation become ASCII, any Unicode dash or minus becomes `-`, zero-width marks go.
 *
 * Narrower than Unicode NFKC on purpose: that would also read `①` or `²` as digits.
 */
export function toHalfWidth(input: string): string {
  return input
    .replace(FULL_WIDTH_FORMS, (form) => String.fromCharCode(form.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(INVISIBLE, '')
    .replace(DASHES, '-');
}

/** Longest text taken for a code; the longest code has 24 characters, the rest is room for stray spaces. */
const MAX_CODE_INPUT = 64;

/**
 * A code as the standards print it: half-width, upper case, without any white space.
 * Text too long to be a code gives `''`, which no code matches.
 */
export function normaliseCode(input: string): string {
  if (input.length > MAX_CODE_INPUT) return '';
  return toHalfWidth(input).replace(/\s/g, '').toUpperCase();
}
