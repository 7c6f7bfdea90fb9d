import { noticeKind } from '@milepost/lifecycle';

/** Why what is sealed stays closed: code, English, Chinese. */
export const notices = {
  keyUnknown: noticeKind(
    'webhook.sealing-key-unknown',
    'It was sealed by key {key}, which this process does not have: MILEPOST_WEBHOOK_KEY must still name it.',
    '内容由密钥 {key} 加密,本进程没有该密钥:MILEPOST_WEBHOOK_KEY 中须保留它。',
  ),
  tampered: noticeKind(
    'webhook.sealed-tampered',
    'What is sealed was changed, or belongs to something else.',
    '密文已被改动,或不属于此处。',
  ),
};
