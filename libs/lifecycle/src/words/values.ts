import type { Limit } from '../bottleneck/ruleset';
import { formatYuan, type Yuan } from '../money';
import type { Label } from '../notices';
import type { Standing } from '../project/standing';

/** A value that reads alike in both languages; `null` where there is none. */
export function plain(value: string | number | null | undefined): Label | null {
  return value === null || value === undefined || value === '' ? null : { zh: String(value), en: String(value) };
}

/** An amount of yuan in 万元 or 亿元, as people write it. */
export function money(yuan: string | null | undefined): Label | null {
  return yuan === null || yuan === undefined ? null : plain(formatYuan(yuan as Yuan, 'auto'));
}

/** Several values in one; `null` of none. */
export function list(values: readonly Label[] | null | undefined): Label | null {
  if (!values?.length) return null;
  return { zh: values.map(({ zh }) => zh).join('、'), en: values.map(({ en }) => en).join(', ') };
}

const YES: Label = { zh: '是', en: 'yes' };
const NO: Label = { zh: '否', en: 'no' };

export const yesNo = (value: boolean | undefined): Label => (value === true ? YES : NO);

/** A number of days or months; `null` for no limit. */
export function limit(given: Limit | undefined): Label | null {
  if (given === undefined) return null;
  const { count, unit } = given;
  const singular = unit === 'days' ? 'day' : 'month';
  return { zh: unit === 'days' ? `${count} 天` : `${count} 个月`, en: `${count} ${count === 1 ? singular : unit}` };
}

export const STANDING_LABELS: Readonly<Record<Standing, Label>> = {
  active: { zh: '推进中', en: 'under way' },
  suspended: { zh: '暂停', en: 'suspended' },
  ended: { zh: '终止', en: 'ended' },
};
