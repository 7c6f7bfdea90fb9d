import { textScalar } from './text-scalar';

/** An exact amount of yuan, up to the fen; a decimal string, because a float can't hold it. */
export const Yuan = textScalar({
  name: 'Yuan',
  description:
    'An exact amount in yuan as a decimal string, at most two decimals. Whole numbers may be given as numbers.',
  expected:
    'an amount in yuan as a decimal string with at most two decimals and 15 digits before them, or a whole number',
  integers: true,
  read: (text) => (/^-?(0|[1-9]\d{0,14})(\.\d{1,2})?$/.test(text) ? text : undefined),
});
