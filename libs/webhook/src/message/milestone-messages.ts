import { byCode } from './compound-field';
import { CODE, DAY, optional, orNull, place, TOKEN } from './field';
import { messageKind, type MessageKind } from './message-kind';

const MILESTONE = place(CODE, 'code of the milestone', '里程碑代码');
const TARGET = place(TOKEN, 'id of the event put right or taken back', '所更正或撤回的事件标识');
const OCCURRED_ON = place(DAY, 'date on which it happened', '发生日期');

/** What a project's milestones and its schedule say. */
export const MILESTONE_MESSAGES: readonly MessageKind[] = [
  messageKind({
    type: 'milestone.reached',
    stored: 'milestone.reached.v1',
    about: 'project',
    label: { en: 'Milestone reached', zh: '里程碑达成' },
    when: { en: 'a milestone is recorded, or recorded again', zh: '记录里程碑(含重复记录)时' },
    places: {
      milestone: MILESTONE,
      occurredOn: OCCURRED_ON,
      validUntil: optional(DAY, 'last day of validity, where one is stated', '有效期截止日(写明时)'),
    },
    milestones: ({ milestone }) => [milestone],
    example: { milestone: 'land-pre-approval', occurredOn: '2026-05-18', validUntil: '2029-05-17' },
  }),
  messageKind({
    type: 'milestone.corrected',
    stored: 'milestone.corrected.v1',
    about: 'project',
    label: { en: 'Milestone corrected', zh: '里程碑更正' },
    when: {
      en: 'the date or the validity of a recorded milestone is put right',
      zh: '更正已记录里程碑的日期或有效期时',
    },
    places: {
      target: TARGET,
      milestone: MILESTONE,
      occurredOn: OCCURRED_ON,
      validUntil: optional(
        orNull(DAY),
        'last day of validity; null: as the catalogue says; absent: as before',
        '有效期截止日;null:按目录规定;缺省:不变',
      ),
    },
    milestones: ({ milestone }) => [milestone],
    example: {
      target: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e01',
      milestone: 'land-pre-approval',
      occurredOn: '2026-05-16',
      validUntil: null,
    },
  }),
  messageKind({
    type: 'milestone.withdrawn',
    stored: 'milestone.withdrawn.v1',
    about: 'project',
    label: { en: 'Milestone withdrawn', zh: '里程碑撤回' },
    when: {
      en: 'a recorded milestone, or the statement that it does not apply, is taken back',
      zh: '撤回已记录的里程碑或“不适用”认定时',
    },
    places: { target: TARGET, milestone: MILESTONE },
    milestones: ({ milestone }) => [milestone],
    example: { target: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e01', milestone: 'land-pre-approval' },
  }),
  messageKind({
    type: 'milestone.not-applicable',
    stored: 'milestone.not-applicable.v1',
    about: 'project',
    label: { en: 'Milestone not applicable', zh: '里程碑不适用' },
    when: { en: 'a milestone is marked as not applicable to the project', zh: '认定某里程碑不适用于该项目时' },
    places: { milestone: MILESTONE, decidedOn: place(DAY, 'date of the decision', '认定日期') },
    milestones: ({ milestone }) => [milestone],
    example: { milestone: 'eia', decidedOn: '2026-05-18' },
  }),
  messageKind({
    type: 'schedule.committed',
    stored: 'schedule.committed.v1',
    about: 'project',
    label: { en: 'Schedule committed', zh: '承诺节点' },
    when: { en: 'target dates are committed, or committed anew', zh: '承诺或重新承诺节点日期时' },
    places: {
      targets: place(byCode(DAY), 'target date by code of the milestone', '各里程碑代码的目标日期'),
      committedOn: place(DAY, 'date of the commitment', '承诺日期'),
    },
    milestones: ({ targets }) => Object.keys(targets),
    example: { targets: { groundbreaking: '2026-09-30', completion: '2027-12-31' }, committedOn: '2026-05-18' },
  }),
];
