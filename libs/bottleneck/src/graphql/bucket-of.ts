import { GroupBy } from '@milepost/graphql';
import { formatYuan, type BottleneckRule, type Catalogue, type Label, type Yuan } from '@milepost/lifecycle';
import type { BucketFigures, GroupFigures } from '../query/board-reader';
import type { BoardGroup, Bottleneck, Bucket } from './figures.types';

export function bottleneckOf({ code, label, owner, awaits, clockStartsAt }: BottleneckRule): Bottleneck {
  return { code, label, owner, awaits, clockStartsAt };
}

export function bucketOf({ rule, ...figures }: BucketFigures): Bucket {
  const investmentHeldUpText = formatYuan(figures.investmentHeldUp as Yuan, 'auto');
  return { bottleneck: bottleneckOf(rule), ...figures, investmentHeldUpText };
}

const WITHOUT: Label = { zh: '(未填)', en: '(none)' };

/** Kinds and size tiers have labels in the catalogue; any other value is its own label. */
function labelOf(key: string | null, by: GroupBy, catalogue: Catalogue): Label {
  if (key === null) return WITHOUT;
  const coded = by === GroupBy.KIND ? catalogue.kinds : by === GroupBy.SIZE_TIER ? catalogue.sizeTiers : [];
  return coded.find(({ code }) => code === key)?.label ?? { zh: key, en: key };
}

export function groupOf(group: GroupFigures, by: GroupBy, catalogue: Catalogue): BoardGroup {
  const { key, total, buckets } = group;
  return { key, label: labelOf(key, by, catalogue), total, buckets: buckets.map(bucketOf) };
}
