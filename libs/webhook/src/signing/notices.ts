import { noticeKind } from '@milepost/lifecycle';

/** Why a key can't be used, or a message is not believed: code, English, Chinese. None of them shows a key. */
export const notices = {
  secretInvalid: noticeKind(
    'webhook.secret-invalid',
    'A secret is whsec_ and the base64 of {min} to {max} bytes.',
    '密钥应为 whsec_ 加 {min} 至 {max} 字节的 base64。',
  ),
  signingKeyInvalid: noticeKind(
    'webhook.signing-key-invalid',
    'A signing key is whsk_ and the base64 of an Ed25519 key of 32 bytes, or of it and its public key.',
    '签名私钥应为 whsk_ 加 32 字节 Ed25519 私钥的 base64(其后可附公钥)。',
  ),
  publicKeyInvalid: noticeKind(
    'webhook.public-key-invalid',
    'A public key is whpk_ and the base64 of an Ed25519 public key of 32 bytes.',
    '公钥应为 whpk_ 加 32 字节 Ed25519 公钥的 base64。',
  ),
  keyKindUnknown: noticeKind(
    'webhook.key-kind-unknown',
    'This is no key for that: it would begin with {expected}.',
    '此处不能使用该密钥:应以 {expected} 开头。',
  ),
  headerMissing: noticeKind('webhook.header-missing', 'The header {header} is missing.', '缺少请求头 {header}。'),
  timestampInvalid: noticeKind(
    'webhook.timestamp-invalid',
    'The header webhook-timestamp is no number of whole seconds since 1970.',
    '请求头 webhook-timestamp 不是自 1970 年起的整秒数。',
  ),
  timestampTooOld: noticeKind(
    'webhook.timestamp-too-old',
    'The message was sent {seconds} s ago, more than {tolerance} s: is the clock right?',
    '消息发送于 {seconds} 秒前,超过 {tolerance} 秒:请核对时钟。',
  ),
  timestampTooNew: noticeKind(
    'webhook.timestamp-too-new',
    'The message was sent {seconds} s from now, more than {tolerance} s: is the clock right?',
    '消息发送时间在 {seconds} 秒之后,超过 {tolerance} 秒:请核对时钟。',
  ),
  signatureMismatch: noticeKind(
    'webhook.signature-mismatch',
    'No signature of the message is that of a known key: another secret, or the body was changed.',
    '消息签名与已知密钥均不相符:密钥不同,或内容已被改动。',
  ),
};
