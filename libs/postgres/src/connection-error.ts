const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
]);

// Admin shutdown, crash shutdown, cannot connect now, idle session timeout, too many connections.
const SQL_STATES = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '53300']);

const MESSAGES =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout|Client was closed/;

/**
 * True when the error tells of a lost or refused connection, so that the same work may succeed on a new one. Whether a
 * statement in flight took effect is then unknown.
 */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (SYSTEM_CODES.has(code) || SQL_STATES.has(code) || /^08...$/.test(code)) return true;
  }
  if (MESSAGES.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some(isConnectionError)) return true;
  return isConnectionError(error.cause);
}
