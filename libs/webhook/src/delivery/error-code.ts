/** What an attempt failed of, for programs and for the log of attempts; never changed, new ones may come. */
export type DeliveryError =
  /** The address is one that messages are not sent to: see the guard. */
  | 'address-forbidden'
  /** The name of the host can’t be resolved. */
  | 'dns-failed'
  | 'connection-refused'
  /** The connection was cut, before the answer or within it. */
  | 'connection-reset'
  | 'host-unreachable'
  /** TLS: the certificate is not trusted, has expired, or is another host’s. */
  | 'certificate-invalid'
  /** TLS: there is none, or no common version. */
  | 'tls-failed'
  /** No answer in time. */
  | 'timeout'
  /** The answer began but did not end in time; its status is known. */
  | 'response-too-slow'
  /** What came is not HTTP. */
  | 'response-invalid'
  /** The message can’t be sent as it is: a header that HTTP does not allow. */
  | 'request-invalid'
  /** Ended by the caller’s signal. */
  | 'aborted'
  | 'failed';

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
