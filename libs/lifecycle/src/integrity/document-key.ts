import { toHalfWidth } from '../codes/half-width';

const BRACKETS = /[〔〕[\]【】{}()《》<>]/g;
const SPACES = /\s/g;

/**
 * A document number (文号) in the form in which two of them are compared, whatever brackets, spaces and width they were
 * typed with; `null` for what is none (a number has a digit and at least four characters).
 */
export function documentKey(number: string | undefined): string | null {
  if (number === undefined) return null;
  const key = toHalfWidth(number).replace(SPACES, '').replace(BRACKETS, '|').toUpperCase();
  return key.length >= 4 && /\d/.test(key) ? key : null;
}
