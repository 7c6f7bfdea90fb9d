import {
  creditCodeCheckCharacter,
  dayNumber,
  dayOf,
  organisationCodeCheckCharacter,
  projectCodeCheckDigit,
  type DayNumber,
} from '@milepost/lifecycle';
import { SAMPLE_COUNTY } from './county';
import type { Random } from './random';

/** A social credit code of the county's own register (an authority that does not exist), with both checks right. */
export function creditCode(category: '91' | '11' | '12', random: Random): string {
  const eight = `MA${String(random.int(0, 999_999)).padStart(6, '0')}`;
  const first17 = `${category}${SAMPLE_COUNTY.code}${eight}${organisationCodeCheckCharacter(eight)}`;
  return first17 + creditCodeCheckCharacter(first17);
}

/** Prime to 100,000 and to a million, so that multiples of it run through all serials before one comes again. */
const STRIDE = 61_843;

/** Filings before this day got codes of the first national platform, which began in 2015. */
const CURRENT_SINCE = dayNumber('2020-09-01');

/**
 * An investment project code with its right check digit. No two alike: the serial is the project's number, scattered,
 * and each hundred thousand projects have a department segment of their own.
 */
export function projectCode(
  index: number,
  codeType: string,
  industry: string | null,
  issue: 'first' | 'again',
  on: DayNumber,
): string {
  const region = SAMPLE_COUNTY.code;
  if (on < CURRENT_SINCE) {
    const year = Math.max(2015, Number(dayOf(on).slice(0, 4)));
    const serial = String((index * STRIDE + 123_456) % 1_000_000).padStart(6, '0');
    return `${year}-${region}-${(industry ?? 'E48').slice(1, 3)}-${issue === 'first' ? '03' : '04'}-${serial}`;
  }
  const yearMonth = dayOf(on).slice(2, 7).replace('-', '');
  const segment = String((issue === 'first' ? 4 : 40) + Math.floor(index / 100_000)).padStart(2, '0');
  const serial = String((index * STRIDE + 12_345) % 100_000).padStart(5, '0');
  const check = projectCodeCheckDigit(`${yearMonth}${region}${segment}${codeType}${serial}`);
  return `${yearMonth}-${region}-${segment}-${codeType}-${serial}${check}`;
}
