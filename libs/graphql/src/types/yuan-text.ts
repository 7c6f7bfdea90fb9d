const WAN = 4;
const YI = 8;

/**
 * An amount as people in the field write it: 亿元 from a hundred million yuan, else 万元; rounded half up (away from
 * zero) to two decimals, without trailing zeros. `amount` is an exact decimal string in yuan.
 */
export function yuanText(amount: string): string {
  const negative = amount.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? amount.slice(1) : amount).split('.');
  const fen = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
  const yi = fen >= 10n ** BigInt(YI + 2);
  const unit = 10n ** BigInt(yi ? YI : WAN);
  // In hundredths of the unit; a fen is a hundredth of a yuan, so both hundreds cancel.
  const hundredths = (fen + unit / 2n) / unit;
  const text = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`.replace(/\.?0+$/, '');
  return `${negative && hundredths > 0n ? '-' : ''}${text}${yi ? '亿元' : '万元'}`;
}
