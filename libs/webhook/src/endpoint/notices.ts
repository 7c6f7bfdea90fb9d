import { noticeKind } from '@milepost/lifecycle';

/** Why something is not done to an endpoint, or to look at: code, English, Chinese. */
export const notices = {
  unknown: noticeKind('webhook.unknown', 'There is no webhook endpoint {id}.', '推送接收端 {id} 不存在。'),
  exists: noticeKind('webhook.exists', 'There is a webhook endpoint {id} already.', '推送接收端 {id} 已存在。'),
  deleted: noticeKind('webhook.deleted', 'The endpoint was deleted on {at}.', '该接收端已于 {at} 删除。'),
  // One code, two texts: a status put into them would be a word of the other language.
  paused: noticeKind('webhook.not-active', 'The endpoint is paused.', '该接收端已暂停。'),
  disabled: noticeKind(
    'webhook.not-active',
    'The endpoint is disabled: the server stopped it, since it failed.',
    '该接收端因推送失败已被系统停用。',
  ),
  alreadyActive: noticeKind('webhook.already-active', 'The endpoint is active.', '该接收端已处于启用状态。'),
  keyMissing: noticeKind(
    'webhook.key-missing',
    'This server has no key to keep secrets with: set MILEPOST_WEBHOOK_KEY_FILE.',
    '服务器尚未配置用于加密接收端密钥的主密钥,请联系运维人员设置 MILEPOST_WEBHOOK_KEY_FILE。',
  ),
  secretShownOnce: noticeKind(
    'webhook.secret-shown-once',
    'This was done before: the secret was shown then, and is not shown again. Rotate it if it is lost.',
    '该请求此前已办理,密钥仅在当时显示一次;如已遗失,请轮换密钥。',
  ),
  testPending: noticeKind(
    'webhook.test-pending',
    'The test has not been sent yet: look at the attempts later.',
    '测试消息尚未发送,请稍后查看投递记录。',
  ),
  typeUnknown: noticeKind('webhook.type-unknown', 'There is no message type {type}.', '消息类型 {type} 不存在。'),
  milestoneUnknown: noticeKind(
    'webhook.milestone-unknown',
    'No catalogue has a milestone {milestone}: as it is, no message matches it.',
    '各生命周期目录中均无节点 {milestone}:目前不会有消息与之匹配。',
  ),
  kindUnknown: noticeKind(
    'webhook.kind-unknown',
    'No catalogue has a kind {kind}: as it is, no message matches it.',
    '各生命周期目录中均无项目类型 {kind}:目前不会有消息与之匹配。',
  ),
  tooMany: noticeKind('webhook.too-many', 'At most {max} values.', '最多填写 {max} 项。'),
  amountInvalid: noticeKind(
    'webhook.amount-invalid',
    '“{value}” is no exact amount of yuan.',
    '“{value}”不是有效金额,请以元为单位填写。',
  ),
  rateInvalid: noticeKind(
    'webhook.rate-invalid',
    'A whole number of messages a second from 1 to {max}.',
    '每秒消息数须为 1 至 {max} 之间的整数。',
  ),
  headerInvalid: noticeKind('webhook.header-invalid', '{name} is no usable header.', '请求头 {name} 无效。'),
  headerReserved: noticeKind(
    'webhook.header-reserved',
    '{name} is set by the server itself.',
    '请求头 {name} 由系统设置,不能自行指定。',
  ),
  positionInvalid: noticeKind(
    'webhook.position-invalid',
    'The store ends at position {head}.',
    '事件库目前只到位置 {head}。',
  ),
  instantInvalid: noticeKind('webhook.instant-invalid', '“{instant}” is no instant.', '“{instant}”不是有效时刻。'),
  messageUnknown: noticeKind('webhook.message-unknown', 'There is no message {id}.', '消息 {id} 不存在。'),
  notWaiting: noticeKind(
    'webhook.not-waiting',
    'Message {id} does not wait in the dead-letter list of this endpoint.',
    '消息 {id} 不在该接收端的死信列表中。',
  ),
  rangeTwice: noticeKind(
    'webhook.range-twice',
    'Either one message or a range, and each end of it by a position or by an instant.',
    '单条消息与范围只能选择其一;范围的起点和终点只能各用位置或时刻之一表示。',
  ),
  rangeEmpty: noticeKind(
    'webhook.range-empty',
    'There is nothing to replay in this range.',
    '该范围内没有可重推的消息。',
  ),
};
