import type { Day } from '../calendar';
import { integrityFlags, NO_PUBLICATIONS, type IntegrityFlag } from '../integrity';
import type { Given } from './given.spec-support';
import { CN_BOOK } from './integrity.spec-support';

/** The flags of one rule on a day, by the built-in rules. */
export function flagged(
  given: Given,
  rule: string,
  on: Day,
  publications: Readonly<Record<string, string>> = NO_PUBLICATIONS,
): IntegrityFlag[] {
  return integrityFlags(given.known, CN_BOOK, publications, on).filter((flag) => flag.rule === rule);
}
