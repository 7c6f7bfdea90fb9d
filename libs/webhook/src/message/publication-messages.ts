import { objectOf } from './compound-field';
import { BASE64, CODE, COUNT, DAY, INSTANT, MONTH, place, SHA256, TOKEN } from './field';
import { messageKind, type MessageKind } from './message-kind';

/** What is published over all projects; and the message that only tries out an endpoint. */
export const PUBLICATION_MESSAGES: readonly MessageKind[] = [
  messageKind({
    type: 'report.published',
    stored: 'report.published.v1',
    about: 'report',
    label: { en: 'Report published', zh: '月报发布' },
    when: { en: 'the figures of a month are frozen and published', zh: '某月数据冻结发布时' },
    places: {
      month: place(MONTH, 'the month', '月份'),
      ruleset: place(
        objectOf({ code: CODE, version: COUNT }),
        'ruleset and version that made them',
        '所用规则集及版本',
      ),
      sha256: place(SHA256, 'SHA-256 of the frozen figures', '冻结数据的 SHA-256'),
      asOf: place(
        objectOf({ on: DAY, knownAt: INSTANT }),
        'the day that they show, and the instant of what was known',
        '数据所示日期与知悉时刻',
      ),
    },
    example: {
      month: '2026-05',
      ruleset: { code: 'five-milestones', version: 1 },
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      asOf: { on: '2026-05-31', knownAt: '2026-06-03T01:00:00.000Z' },
    },
  }),
  messageKind({
    type: 'checkpoint.issued',
    stored: 'checkpoint.issued.v1',
    about: 'checkpoint',
    label: { en: 'Checkpoint issued', zh: '检查点签发' },
    when: { en: 'a signed statement of what the store holds is issued', zh: '签发事件库内容的签名声明时' },
    places: {
      origin: place(TOKEN, 'name of the log', '日志名称'),
      size: place(COUNT, 'events that it covers', '所涵盖的事件数'),
      rootHash: place(BASE64, 'root of the RFC 6962 tree over them, base64', 'RFC 6962 树根,base64'),
    },
    example: {
      origin: 'county.example/milepost',
      size: 4494,
      rootHash: 'Xk6pY3sZQ2d8m1oJt0v9c4b7N5rHwLfEaUgTiRqPzM0=',
    },
  }),
  messageKind({
    type: 'webhook.test',
    stored: null,
    about: 'endpoint',
    label: { en: 'Test', zh: '测试' },
    when: { en: 'somebody tries out an endpoint; it says nothing', zh: '测试接收端时;不含内容' },
    places: {},
    example: {},
  }),
];
