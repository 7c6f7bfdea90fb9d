import { milestoneOf, type Catalogue } from '../catalogue/catalogue';
import { fill, type Label } from '../notices/notice';
import type { FlagDetail } from './flag';
import type { IntegrityKind } from './integrity-rules';

const text = (zh: string, en: string): Label => ({ zh, en });

/** The words of a flag by its kind; where there is something to add once the other thing has happened, the second. */
const TEXTS: Readonly<Record<IntegrityKind, readonly [Label, Label?]>> = {
  'order-inversion': [
    text('{milestone}于 {on},而{other}尚未办理', '{milestone} on {on}, while {other} has not happened'),
    text(
      '{milestone}于 {on},早于{other}({otherOn}){days} 天',
      '{milestone} on {on}, {days} days before {other} ({otherOn})',
    ),
  ],
  'missing-milestone': [
    text('{milestone}于 {on},而{other}没有记录', '{milestone} on {on}, while {other} is not recorded'),
  ],
  'late-recording': [
    text('{milestone}({on})于发生 {days} 天后录入', '{milestone} ({on}) was recorded {days} days after it happened'),
  ],
  'published-month': [
    text(
      '{milestone}({on})的录入或更正改动了已发布的 {month} 月报',
      '{milestone} ({on}) was recorded or corrected after the report of {month} was published',
    ),
  ],
  'one-sitting': [text('一次录入 {count} 个节点', '{count} milestones recorded in one sitting')],
  'quarter-end': [
    text('{total} 个节点日期中 {count} 个为季末最后一天', '{count} of {total} dates are the last day of a quarter'),
  ],
  'expired-approval': [
    text('{milestone}({on})有效期至 {until},已过期', '{milestone} ({on}) was valid until {until} and has lapsed'),
    text(
      '{milestone}({on})有效期至 {until},{other}于过期后的 {otherOn} 发生',
      '{milestone} ({on}) was valid until {until}, and {other} happened on {otherOn}, after it had lapsed',
    ),
  ],
  'investment-progress': [
    text(
      '{month} 累计完成投资占 {invested}%,形象进度 {progress}%,相差 {points} 个百分点(调度数)',
      '{month}: {invested}% invested against {progress}% physical progress, {points} percentage points apart (dispatch figures)',
    ),
  ],
  'duplicate-project': [
    text('共 {projects} 个项目同投资方、同属地、同名', '{projects} projects of the same investor, district and name'),
  ],
  'shared-document': [
    text('文号 {key} 被 {projects} 个项目使用', 'Document number {key} is used by {projects} projects'),
  ],
  'changed-document': [
    text('{milestone}的文件先后有 {count} 个不同哈希', 'The document of {milestone} has had {count} different hashes'),
  ],
};

const NAMES_A_MILESTONE: ReadonlySet<string> = new Set(['milestone', 'other']);

/** What a flag says, in words, with milestones by the labels of the catalogue. */
export function detailText(kind: IntegrityKind, detail: FlagDetail, catalogue: Catalogue): Label {
  const [first, second] = TEXTS[kind];
  const { zh, en } = second !== undefined && 'otherOn' in detail ? second : first;
  const labelled = (language: keyof Label): FlagDetail => {
    const words = Object.entries(detail).map(([name, value]) => {
      const label = NAMES_A_MILESTONE.has(name) ? milestoneOf(catalogue, String(value))?.label : undefined;
      return [name, label?.[language] ?? value];
    });
    return Object.fromEntries(words) as FlagDetail;
  };
  return { zh: fill(zh, labelled('zh')), en: fill(en, labelled('en')) };
}
