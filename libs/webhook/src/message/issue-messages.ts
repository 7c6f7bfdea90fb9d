import { CODE, DAY, orNull, place, TOKEN } from './field';
import { messageKind, type MessageKind } from './message-kind';

/**
 * The ledger of problems. A bureau's name in it is free text, like title and resolution: it stays with us, and a
 * receiver asks the API for it.
 */
export const ISSUE_MESSAGES: readonly MessageKind[] = [
  messageKind({
    type: 'issue.raised',
    stored: 'issue.raised.v1',
    about: 'project',
    label: { en: 'Issue raised', zh: '问题交办' },
    when: { en: 'a problem that holds a project up is entered in the ledger', zh: '项目的堵点问题登入台账时' },
    places: {
      milestone: place(orNull(CODE), 'code of the milestone that it holds up, or null', '所影响的里程碑代码,或 null'),
      raisedOn: place(DAY, 'date on which it was raised', '提出日期'),
      dueOn: place(orNull(DAY), 'date by which it is to be resolved, or null', '办结期限,或 null'),
    },
    milestones: ({ milestone }) => [milestone],
    example: { milestone: 'land-supply', raisedOn: '2026-05-18', dueOn: '2026-06-15' },
  }),
  messageKind({
    type: 'issue.resolved',
    stored: 'issue.resolved.v1',
    about: 'project',
    label: { en: 'Issue resolved', zh: '问题销号' },
    when: { en: 'a problem in the ledger is closed', zh: '台账中的问题办结销号时' },
    places: {
      target: place(TOKEN, 'id of the event that raised it', '交办该问题的事件标识'),
      resolvedOn: place(DAY, 'date on which it was resolved', '办结日期'),
    },
    example: { target: '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e03', resolvedOn: '2026-06-10' },
  }),
];
