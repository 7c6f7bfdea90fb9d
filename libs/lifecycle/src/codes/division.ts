/** Six digits of GB/T 2260, or nine (town) or twelve (village) of the statistical code that continues it. */
const DIVISION_CODE = /^[1-8]\d{5}(?:\d{3}){0,2}$/;

/**
 * Selects a district and all below it: `district = exact OR district LIKE like`.
 */
export interface DistrictPrefix {
  /** The district itself. */
  readonly exact: string;
  /** What the names of all districts below it begin with. */
  readonly prefix: string;
  /** `prefix` as a LIKE pattern: its `%`, `_` and `\` escaped, and `%` behind. */
  readonly like: string;
}

/**
 * Whether the text has the form of an administrative division code: 6, 9 or 12 digits (GB/T 2260, GB/T 10114, and
 * the statistical division codes).
 * Membership is not tested: codes are revoked and issued every year, and development zones use codes (330354) that
 * the standard does not list.
 */
export function isDivisionCode(text: string): boolean {
  return DIVISION_CODE.test(text);
}

/**
 * How to select a district and all below it. A division code covers by its significant digits (361000 by `3610`);
 * anything else is a path whose levels are separated by `/` (`England` covers by `England/`).
 */
export function districtPrefix(district: string): DistrictPrefix {
  const prefix = isDivisionCode(district) ? significantDigits(district) : `${district}/`;
  return { exact: district, prefix, like: `${prefix.replace(/[\\%_]/g, '\\$&')}%` };
}

/** Whether `district` is `ancestor` or lies in it; agrees with what {@link districtPrefix} selects. */
export function districtCovers(ancestor: string, district: string): boolean {
  const { exact, prefix } = districtPrefix(ancestor);
  return district === exact || district.startsWith(prefix);
}

/** A division code without the zeros that only fill the levels below: village and town by three, the rest by two. */
function significantDigits(code: string): string {
  let significant = code;
  while (significant.length > 6 && significant.endsWith('000')) significant = significant.slice(0, -3);
  while (significant.length <= 6 && significant.length > 2 && significant.endsWith('00')) {
    significant = significant.slice(0, -2);
  }
  return significant;
}
