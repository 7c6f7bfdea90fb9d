import { fenOfYuan, type Yuan } from './yuan';

/**
 * Whether an amount and the one that replaces it look like one figure entered once in 元 and once in 万元: one is
 * 10,000 times the other within 5 %, both of the same sign.
 */
export function suspectTenThousandfold(previous: Yuan, next: Yuan): boolean {
  const [a, b] = [fenOfYuan(previous), fenOfYuan(next)];
  if (a === 0n || b === 0n || a < 0n !== b < 0n) return false;
  const [x, y] = a < 0n ? [-a, -b] : [a, b];
  const [small, large] = x < y ? [x, y] : [y, x];
  return large >= small * 9_500n && large <= small * 10_500n;
}
