import { isYuan } from '@milepost/lifecycle';
import { textScalar } from './text-scalar';

const DECIMAL = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,2}))?$/;

/** An exact amount of yuan, up to the fen; the domain's canonical decimal string, because a float can't hold it. */
export const Yuan = textScalar({
  name: 'Yuan',
  description:
    'An exact amount in yuan as a decimal string, at most two decimals. Whole numbers may be given as numbers.',
  expected: 'an amount in yuan: a whole number, or a decimal string of at most 15 digits and two decimals',
  integers: true,
  read: canonical,
});

/** Without needless zeros, so that equal amounts are equal strings. */
function canonical(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  const decimals = fraction.replace(/0+$/, '');
  const amount = decimals === '' ? whole : `${whole}.${decimals}`;
  const yuan = amount === '0' ? amount : sign + amount;
  return isYuan(yuan) ? yuan : undefined;
}
