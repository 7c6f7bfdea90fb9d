import { fenOfYuan, type Yuan } from './yuan';

/** A unit to show amounts in; `auto` takes the largest in which the shown number is at least 1. */
export type YuanUnit = '元' | '万元' | '亿元' | 'auto';

const POWERS = { 元: 0, 万元: 4, 亿元: 8 } as const;

/**
 * The amount in a unit, with a fixed number of decimals and the unit behind: `4.07亿元`. No thousands separators.
 * Rounds half up, a negative amount as its positive counterpart; never shows `-0.00`.
 * @param decimals 0 to 10; ten show any amount exactly in 亿元
 * @throws RangeError for other decimals
 */
export function formatYuan(yuan: Yuan, unit: YuanUnit, decimals = 2): string {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 10) throw new RangeError('decimals: 0 to 10');
  const fen = fenOfYuan(yuan);
  const magnitude = fen < 0n ? -fen : fen;
  const chosen = unit === 'auto' ? largestUnit(magnitude, decimals) : unit;

  const scaled = rounded(magnitude, POWERS[chosen], decimals);
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : '';
  return `${fen < 0n && scaled > 0n ? '-' : ''}${whole}${fraction}${chosen}`;
}

/** Decided on the rounded number, so that 99,999,999 yuan show as 1.00亿元 and not as 10000.00万元. */
function largestUnit(magnitude: bigint, decimals: number): '元' | '万元' | '亿元' {
  const tenThousand = 10n ** BigInt(4 + decimals);
  if (rounded(magnitude, POWERS.万元, decimals) >= tenThousand) return '亿元';
  return rounded(magnitude, POWERS.元, decimals) >= tenThousand ? '万元' : '元';
}

/** Fen in units of 10^power yuan, as an integer of so many decimals, rounded half up. */
function rounded(magnitude: bigint, power: number, decimals: number): bigint {
  const divisor = 10n ** BigInt(power + 2);
  return (2n * magnitude * 10n ** BigInt(decimals) + divisor) / (2n * divisor);
}
