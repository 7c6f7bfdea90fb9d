import { CODE, COUNT, DAY, oneOf, orNull, place, TOKEN } from './field';
import { messageKind, type MessageKind } from './message-kind';

const RULE = {
  ruleset: place(CODE, 'code of the ruleset', '规则集代码'),
  rulesetVersion: place(COUNT, 'its version', '规则集版本'),
  bottleneck: place(CODE, 'code of the bottleneck', '堵点(未)代码'),
  awaits: place(CODE, 'code of the awaited milestone', '所等待的里程碑代码'),
};
const EXAMPLE = {
  ruleset: 'five-milestones',
  rulesetVersion: 1,
  bottleneck: 'land-not-supplied',
  awaits: 'land-supply',
};

const TURNED = {
  ...RULE,
  since: place(DAY, 'date on which the clock started', '起算日期'),
  startedBy: place(TOKEN, 'id of the event that started it', '起算的事件标识'),
  on: place(DAY, 'first day of the light', '亮灯首日'),
  limit: place(DAY, 'last day of the better light', '前一灯色的最后一日'),
  committed: place(orNull(DAY), 'committed date that the limit comes from, or null', '作为期限的承诺日期,或 null'),
};

/** What the lights of a project's bottlenecks turn to. */
export const BOTTLENECK_MESSAGES: readonly MessageKind[] = [
  messageKind({
    type: 'bottleneck.turned-yellow',
    stored: 'bottleneck.turned-yellow.v1',
    about: 'project',
    label: { en: 'Bottleneck turned yellow', zh: '堵点亮黄灯' },
    when: { en: 'a project waits longer than the first limit', zh: '项目等待超过第一期限时' },
    places: TURNED,
    milestones: ({ awaits }) => [awaits],
    example: {
      ...EXAMPLE,
      since: '2026-01-12',
      startedBy: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e04',
      on: '2026-05-13',
      limit: '2026-05-12',
      committed: null,
    },
  }),
  messageKind({
    type: 'bottleneck.turned-red',
    stored: 'bottleneck.turned-red.v1',
    about: 'project',
    label: { en: 'Bottleneck turned red', zh: '堵点亮红灯' },
    when: { en: 'a project waits longer than the second limit', zh: '项目等待超过第二期限时' },
    places: TURNED,
    milestones: ({ awaits }) => [awaits],
    example: {
      ...EXAMPLE,
      since: '2026-01-12',
      startedBy: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e04',
      on: '2026-06-12',
      limit: '2026-06-11',
      committed: '2026-05-12',
    },
  }),
  messageKind({
    type: 'bottleneck.cleared',
    stored: 'bottleneck.cleared.v1',
    about: 'project',
    label: { en: 'Bottleneck cleared', zh: '堵点解除' },
    when: { en: 'a yellow or red bottleneck holds the project up no longer', zh: '亮黄灯或红灯的堵点不再存在时' },
    places: {
      ...RULE,
      on: place(DAY, 'first day without the light', '灭灯首日'),
      was: place(oneOf('yellow', 'red'), 'the light that it had', '此前的灯色'),
      because: place(
        CODE,
        'why: passed, skipped, ended, suspended, limit-moved, not-concerned; others may come',
        '原因:passed 通过、skipped 缺环、ended 终止、suspended 暂停、limit-moved 期限后移、not-concerned 不再涉及;可能增加',
      ),
    },
    milestones: ({ awaits }) => [awaits],
    example: { ...EXAMPLE, on: '2026-06-18', was: 'red', because: 'passed' },
  }),
];
