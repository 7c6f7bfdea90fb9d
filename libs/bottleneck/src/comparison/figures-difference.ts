import { addYuan, formatYuan, yuanOfFen, fenOfYuan, ZERO_YUAN, type Yuan } from '@milepost/lifecycle';
import { bottleneckOf, bucketOf } from '../graphql/bucket-of';
import type { BucketFigures } from '../query/board-reader';
import type { BucketComparison, FigureDifference } from './comparison.types';

const COUNTS = ['open', 'green', 'yellow', 'red', 'skipped', 'ended', 'suspended'] as const;

const negative = (amount: Yuan): Yuan => yuanOfFen(-fenOfYuan(amount));

function differenceOf(from: BucketFigures | undefined, to: BucketFigures | undefined): FigureDifference {
  const counts = Object.fromEntries(COUNTS.map((count) => [count, (to?.[count] ?? 0) - (from?.[count] ?? 0)]));
  const held = (figures: BucketFigures | undefined): Yuan => (figures?.investmentHeldUp ?? ZERO_YUAN) as Yuan;
  const investmentHeldUp = addYuan(held(to), negative(held(from)));
  return {
    ...(counts as Record<(typeof COUNTS)[number], number>),
    passed: (to?.dwell.count ?? 0) - (from?.dwell.count ?? 0),
    investmentHeldUp,
    investmentHeldUpText: formatYuan(investmentHeldUp, 'auto'),
  };
}

/** Figures side by side: the bottlenecks of the second state, then those that only the first one has. */
export function compareFigures(from: readonly BucketFigures[], to: readonly BucketFigures[]): BucketComparison[] {
  const find = (list: readonly BucketFigures[], code: string) => list.find(({ rule }) => rule.code === code);
  const gone = from.filter(({ rule }) => find(to, rule.code) === undefined);
  return [...to, ...gone].map(({ rule }) => {
    const [was, is] = [find(from, rule.code), find(to, rule.code)];
    return {
      bottleneck: bottleneckOf(rule),
      from: was ? bucketOf(was) : null,
      to: is ? bucketOf(is) : null,
      difference: differenceOf(was, is),
    };
  });
}
