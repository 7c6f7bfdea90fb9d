declare const yuanBrand: unique symbol;

/**
 * An exact amount of money in yuan, as a canonical decimal string: no exponent, no needless zeros, no `-0`, at most
 * two decimals (`407002200`, `0.5`, `-12.34`). Equal amounts are equal strings.
 */
export type Yuan = string & { readonly [yuanBrand]: true };

export const ZERO_YUAN = '0' as Yuan;

const CANONICAL = /^(?!-0$)-?(?:0|[1-9]\d{0,14})(?:\.\d?[1-9])?$/;

/**
 * Whether a value is a canonical amount of less than 10^15 yuan, several times a year's output of the whole country:
 * more is a mistake. Use `parseYuan` for what people type.
 */
export function isYuan(value: unknown): value is Yuan {
  return typeof value === 'string' && CANONICAL.test(value);
}

/** The amount in fen (hundredths of a yuan). */
export function fenOfYuan(yuan: Yuan): bigint {
  const [whole, decimals = ''] = yuan.split('.');
  return BigInt(whole + decimals.padEnd(2, '0'));
}

/** The amount that so many fen (hundredths of a yuan) are. */
export function yuanOfFen(fen: bigint): Yuan {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  const decimals = digits.slice(-2).replace(/0+$/, '');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}${decimals && `.${decimals}`}` as Yuan;
}

export function addYuan(a: Yuan, b: Yuan): Yuan {
  return yuanOfFen(fenOfYuan(a) + fenOfYuan(b));
}

/** The exact sum, `'0'` of none. Sum first and format last: rounded parts do not add up to the rounded whole. */
export function sumYuan(amounts: Iterable<Yuan>): Yuan {
  let fen = 0n;
  for (const amount of amounts) fen += fenOfYuan(amount);
  return yuanOfFen(fen);
}

/** Negative when `a` is less, zero when equal, positive when more; fit for `sort`. */
export function compareYuan(a: Yuan, b: Yuan): number {
  if (a === b) return 0;
  const negative = a.startsWith('-');
  if (negative !== b.startsWith('-')) return negative ? -1 : 1;
  // Canonical text: of two amounts with one sign, that with more digits before the point is the larger one, and of
  // equally long ones the text decides.
  const longer = wholeDigits(a) - wholeDigits(b);
  const larger = longer === 0 ? a > b : longer > 0;
  return larger === negative ? -1 : 1;
}

function wholeDigits(yuan: Yuan): number {
  const point = yuan.indexOf('.');
  return point < 0 ? yuan.length : point;
}
