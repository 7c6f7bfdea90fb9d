/** Filters that hold words and not codes: where a person's name would be typed, or an investor is a person. */
const WORDS: ReadonlySet<string> = new Set(['bureau', 'leadOfficial', 'investor', 'tag']);

/** What ids, codes, districts, days, instants, positions and cursors are written with. */
const CODE = /^[A-Za-z0-9][\w.:@/+=-]*$/;

/** A mobile number, or an area code with a number. */
const PHONE = /^(\+?86-?)?(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

const characters = (text: string): number => [...text].length;

/**
 * What was asked for as a log that can't be edited may keep it: codes as they are, and of words only how long they are.
 * Not their hash: who has a list of names finds out whose it is.
 */
export function codedOnly(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    const isCode = !WORDS.has(name) && CODE.test(value) && !PHONE.test(value);
    return isCode ? value : `withheld (${characters(value)} characters)`;
  }
  if (Array.isArray(value)) return value.map((item) => codedOnly(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, codedOnly(part, key)]));
}
