/** What an attempt can fail of, for programs and for the log of attempts; never changed, new ones may come. */
export const DELIVERY_ERRORS = [
  'address-forbidden', // it is one that messages are not sent to: see the guard
  'dns-failed', // the name of the host can’t be resolved
  'connection-refused',
  'connection-reset', // cut before the answer or within it
  'host-unreachable',
  'certificate-invalid', // not trusted, outdated, or another host’s
  'tls-failed', // the host speaks no TLS, or no version of it that we do
  'timeout', // no answer in time
  'response-too-slow', // the answer began but did not end in time; its status is known
  'response-invalid', // what came is not HTTP
  'request-invalid', // the message can’t be sent as it is: HTTP does not allow one of its headers
  'aborted', // ended by the caller’s signal
  'failed', // anything else
] as const;

export type DeliveryError = (typeof DELIVERY_ERRORS)[number];

const CODES: Readonly<Record<string, DeliveryError>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  ECONNABORTED: 'connection-reset',
  ERR_STREAM_PREMATURE_CLOSE: 'connection-reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  EADDRNOTAVAIL: 'host-unreachable',
  ENOTFOUND: 'dns-failed',
  EAI_AGAIN: 'dns-failed',
  EPROTO: 'tls-failed',
  ABORT_ERR: 'aborted',
  'webhook.host-unknown': 'dns-failed',
};

/** Codes of OpenSSL’s verification, as Node.js names them, and Node’s own for the name of the host. */
const CERTIFICATE =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|CRL_|PATH_LENGTH|ERROR_IN_CERT)/;

/** The stable code for what Node.js or the guard has thrown. */
export function errorCode(error: unknown): DeliveryError {
  const code = String((error as { readonly code?: unknown } | null)?.code ?? '');
  const known = CODES[code];
  if (known !== undefined) return known;
  if (CERTIFICATE.test(code)) return 'certificate-invalid';
  if (code.startsWith('webhook.')) return 'address-forbidden';
  if (/^ERR_(?:SSL|TLS)_/.test(code)) return 'tls-failed';
  if (code.startsWith('HPE_')) return 'response-invalid';
  if (/^ERR_(?:INVALID_|HTTP_INVALID_|UNESCAPED_)/.test(code)) return 'request-invalid';
  return 'failed';
}
