import { noticeKind } from '@milepost/lifecycle';

/** Why messages are not sent to an address: code, English, Chinese. */
export const notices = {
  urlInvalid: noticeKind('webhook.url-invalid', 'This is no URL.', '不是有效的 URL。'),
  urlTooLong: noticeKind('webhook.url-too-long', 'At most {max} characters.', '最多 {max} 个字符。'),
  schemeForbidden: noticeKind(
    'webhook.scheme-forbidden',
    'Messages go to https: addresses, not {scheme}',
    '消息只发送到 https: 地址,不支持 {scheme}',
  ),
  plainHttpForbidden: noticeKind(
    'webhook.plain-http-forbidden',
    'http: is for addresses in networks that this server’s operator lists (MILEPOST_WEBHOOK_NETWORKS); use https:.',
    'http: 仅用于运维人员所列网络(MILEPOST_WEBHOOK_NETWORKS)中的地址,请使用 https:。',
  ),
  userInfoForbidden: noticeKind(
    'webhook.user-info-forbidden',
    'No user or password in the URL: messages are signed.',
    'URL 中不得含用户名或密码:消息已有签名。',
  ),
  fragmentForbidden: noticeKind('webhook.fragment-forbidden', 'No # part: it is never sent.', 'URL 中不得含 # 部分。'),
  hostInvalid: noticeKind('webhook.host-invalid', '“{host}” is no name of a host.', '“{host}”不是有效的主机名。'),
  portForbidden: noticeKind(
    'webhook.port-forbidden',
    'Port {port} is not among those allowed: {allowed}.',
    '端口 {port} 不在允许范围内:{allowed}。',
  ),
  addressForbidden: noticeKind(
    'webhook.address-forbidden',
    '{host} leads to {address}, in a network that messages are not sent to.',
    '{host} 指向 {address},所在网络不允许发送。',
  ),
  hostUnknown: noticeKind(
    'webhook.host-unknown',
    'The name {host} can’t be resolved ({reason}).',
    '域名 {host} 无法解析({reason})。',
  ),
};
