import { normaliseCode } from './half-width';

/** The number of a construction permit, or what is wrong with it. */
export type ConstructionPermit =
  | {
      readonly ok: true;
      readonly code: string;
      /** Division that issued it, six digits. */
      readonly region: string;
      /** Date of issue, `YYYY-MM-DD`. */
      readonly issuedOn: string;
      /** Number within the day, two digits. */
      readonly sequence: string;
      /** Category of works, two digits. */
      readonly category: string;
    }
  | { readonly ok: false; readonly problem: 'format' | 'date' };

const FORMAT = /^([1-8]\d{5})((?:19|20)\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/**
 * Reads the number of a construction permit, 施工许可证编号: region (6), date (8), sequence (2), category (2). It has
 * no check digit, so the date is all there is to test. Newer electronic permits may number otherwise: a caller should
 * warn, not refuse.
 */
export function parseConstructionPermit(input: string): ConstructionPermit {
  const match = FORMAT.exec(normaliseCode(input));
  if (!match) return { ok: false, problem: 'format' };
  const [code, region, year, month, day, sequence, category] = match;
  if (!isDate(Number(year), Number(month), Number(day))) return { ok: false, problem: 'date' };
  return { ok: true, code, region, issuedOn: `${year}-${month}-${day}`, sequence, category };
}

function isDate(year: number, month: number, day: number): boolean {
  // `Date.UTC` carries a day too many into the next month, which then differs.
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
