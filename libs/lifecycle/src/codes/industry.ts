import { normaliseCode } from './half-width';

/** An industry code, or the statement that the text has not its form. */
export type IndustryCode =
  | {
      readonly ok: true;
      /** As given, half-width and upper case. */
      readonly code: string;
      /** Section 门类, `A` to `T`. */
      readonly section: string;
      /** Division 大类 has two digits, group 中类 three, class 小类 four. */
      readonly level: 'division' | 'group' | 'class';
      /**
       * `lost-zero`: a spreadsheet dropped the zero in front (`A111` for `A0111`).
       * `wrong-section`: the division belongs to another section.
       */
      readonly suspicion: 'none' | 'lost-zero' | 'wrong-section';
      /** What was probably meant, where there is a suspicion. */
      readonly likely?: string;
    }
  | { readonly ok: false; readonly problem: 'format' };

/** Last division of each section in GB/T 4754-2017; a section begins where the one before it ends. */
const LAST_DIVISION: readonly (readonly [section: string, last: number])[] = [
  ['A', 5],
  ['B', 12],
  ['C', 43],
  ['D', 46],
  ['E', 50],
  ['F', 52],
  ['G', 60],
  ['H', 62],
  ['I', 65],
  ['J', 69],
  ['K', 70],
  ['L', 72],
  ['M', 75],
  ['N', 79],
  ['O', 82],
  ['P', 83],
  ['Q', 85],
  ['R', 90],
  ['S', 96],
  ['T', 97],
];

const FORMAT = /^([A-T])(\d{1,4})$/;

/**
 * Reads an industry code of GB/T 4754-2017: a letter and two, three or four digits. The standard has no check digit;
 * that a division lies in its section is the only redundancy, and it also gives away a lost zero without ambiguity:
 * only sections A and B have divisions below ten, and no such code without its zero fits its section.
 */
export function parseIndustryCode(input: string): IndustryCode {
  const match = FORMAT.exec(normaliseCode(input));
  if (!match) return { ok: false, problem: 'format' };
  const [code, section, digits] = match;

  if (digits.length > 1 && sectionOf(digits) === section) {
    return { ok: true, code, section, level: levelOf(digits), suspicion: 'none' };
  }
  const padded = `0${digits}`;
  if (digits.length < 4 && sectionOf(padded) === section) {
    return { ok: true, code, section, level: levelOf(padded), suspicion: 'lost-zero', likely: section + padded };
  }
  const actual = digits.length > 1 ? sectionOf(digits) : undefined;
  if (!actual) return { ok: false, problem: 'format' };
  return { ok: true, code, section, level: levelOf(digits), suspicion: 'wrong-section', likely: actual + digits };
}

/** The section whose divisions include the first two digits; none for 00, 98 and 99. */
function sectionOf(digits: string): string | undefined {
  const division = Number(digits.slice(0, 2));
  return division === 0 ? undefined : LAST_DIVISION.find(([, last]) => division <= last)?.[0];
}

function levelOf(digits: string): 'division' | 'group' | 'class' {
  return digits.length === 2 ? 'division' : digits.length === 3 ? 'group' : 'class';
}
