import type { Label } from '@milepost/lifecycle';
import { DAY, place, TOKEN } from './field';
import { messageKind, type MessageKind } from './message-kind';

const SINCE = place(DAY, 'date from which it holds', '起始日期');
const TARGET = place(TOKEN, 'id of the event put right or taken back', '所更正或撤回的事件标识');

const changeTo = (status: 'suspended' | 'resumed' | 'terminated' | 'reinstated', label: Label, when: Label) =>
  messageKind({
    type: `project.${status}`,
    stored: `project.${status}.v1`,
    about: 'project',
    label,
    when,
    places: { since: SINCE },
    example: { since: '2026-05-18' },
  });

/** Whether a project goes on. */
export const STATUS_MESSAGES: readonly MessageKind[] = [
  changeTo(
    'suspended',
    { en: 'Project suspended', zh: '项目暂停' },
    { en: 'a project is suspended', zh: '项目暂停时' },
  ),
  changeTo(
    'resumed',
    { en: 'Project resumed', zh: '项目恢复' },
    { en: 'a suspended project goes on', zh: '暂停的项目恢复时' },
  ),
  changeTo(
    'terminated',
    { en: 'Project terminated', zh: '项目终止' },
    { en: 'a project is given up', zh: '项目终止时' },
  ),
  changeTo(
    'reinstated',
    { en: 'Project reinstated', zh: '项目重启' },
    { en: 'a terminated project is taken up again', zh: '已终止的项目重新启动时' },
  ),
  messageKind({
    type: 'project.status-corrected',
    stored: 'status.corrected.v1',
    about: 'project',
    label: { en: 'Status corrected', zh: '状态更正' },
    when: {
      en: 'the date of a suspension, resumption, termination, reinstatement or transfer is put right',
      zh: '更正暂停、恢复、终止、重启或流转的日期时',
    },
    places: { target: TARGET, since: SINCE },
    example: { target: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e02', since: '2026-05-16' },
  }),
  messageKind({
    type: 'project.status-withdrawn',
    stored: 'status.withdrawn.v1',
    about: 'project',
    label: { en: 'Status withdrawn', zh: '状态撤回' },
    when: {
      en: 'a suspension, resumption, termination, reinstatement or transfer is taken back',
      zh: '撤回暂停、恢复、终止、重启或流转时',
    },
    places: { target: TARGET },
    example: { target: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e02' },
  }),
];
