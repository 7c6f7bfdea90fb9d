import { lightOn, type BottleneckCase, type CaseState, type Light } from '../bottleneck/case';
import { dayNumber, dayOf, FOREVER, type Day, type DayNumber } from '../calendar';
import type { Label } from '../notices';
import type { MilestoneStatus, TimelineEntry } from '../timeline/timeline';
import { change, type FieldChange } from './field-change';
import { list, plain } from './values';

export const MILESTONE_STATUS_LABELS: Readonly<Record<MilestoneStatus, Label>> = {
  reached: { zh: '已完成', en: 'reached' },
  expired: { zh: '已过期', en: 'expired' },
  skipped: { zh: '缺环', en: 'skipped' },
  pending: { zh: '未完成', en: 'pending' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
};

export const CASE_STATE_LABELS: Readonly<Record<CaseState, Label>> = {
  open: { zh: '等待中', en: 'waiting' },
  skipped: { zh: '缺环', en: 'skipped' },
  ended: { zh: '已终止', en: 'ended' },
  suspended: { zh: '已暂停', en: 'suspended' },
  passed: { zh: '已通过', en: 'passed' },
};

export const LIGHT_LABELS: Readonly<Record<Light, Label>> = {
  green: { zh: '绿灯', en: 'green' },
  yellow: { zh: '黄灯', en: 'yellow' },
  red: { zh: '红灯', en: 'red' },
};

/** How a milestone stands, with its dates: `已完成 2024-04-02`, `未完成(计划 2024-09-01)`. */
export function entryText({ status, occurredOn, plannedOn }: TimelineEntry): Label {
  const { zh, en } = MILESTONE_STATUS_LABELS[status];
  if (occurredOn !== null) return { zh: `${zh} ${occurredOn}`, en: `${en} ${occurredOn}` };
  return plannedOn === null ? { zh, en } : { zh: `${zh}(计划 ${plannedOn})`, en: `${en} (planned ${plannedOn})` };
}

const byCode = (entries: readonly TimelineEntry[]): Map<string, TimelineEntry> =>
  new Map(entries.map((entry) => [entry.milestone.code, entry]));

/** The milestones that stand otherwise in one timeline than in the other. */
export function timelineChanges(from: readonly TimelineEntry[], to: readonly TimelineEntry[]): FieldChange[] {
  const [before, after] = [byCode(from), byCode(to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((code) => {
    const [was, is] = [before.get(code), after.get(code)];
    const label = (is ?? was)?.milestone.label ?? { zh: code, en: code };
    return change(`milestone.${code}`, label, was ? entryText(was) : null, is ? entryText(is) : null);
  });
}

const dated = (day: DayNumber | null): string | null => (day === null || day === FOREVER ? null : dayOf(day));

const part = (value: string | null, zh: string, en: string): Label[] => {
  const text = plain(value);
  return text === null ? [] : [{ zh: `${zh} ${text.zh}`, en: `${en} ${text.en}` }];
};

/**
 * Where a project stands in a bottleneck on a day: place, light, dates and limits; not the days that it has waited,
 * which no event changes.
 */
export function caseText(found: BottleneckCase, on: Day): Label {
  const light = found.state === 'open' ? [LIGHT_LABELS[lightOn(found, dayNumber(on))]] : [];
  const parts = [
    CASE_STATE_LABELS[found.state],
    ...light,
    ...part(dated(found.since), '起算', 'from'),
    ...part(dated(found.turnedOn), '转变', 'turned'),
    ...part(dated(found.yellowAfter), '黄灯限期', 'green until'),
    ...part(dated(found.redAfter), '红灯限期', 'yellow until'),
  ];
  return list(parts) as Label;
}
