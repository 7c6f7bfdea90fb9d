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

/** True when the server gave a statement up because it took longer than the pool lets it. */
export function isStatementTimeout(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === '57014' && /statement timeout/.test(String(message));
}

/**
 * True when the error tells of a lost or refused connection, so that the same work may succeed on a new one. Whether a
 * statement in flight took effect is then unknown.
 */
export function isConnectionError(error: unknown): boolean {
  // Not `instanceof Error`: an error of Node's own may come from another realm, as it does under jest.
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errors, cause } = error as {
    code?: unknown;
    message?: unknown;
    errors?: unknown;
    cause?: unknown;
  };
  if (typeof code === 'string' && (SYSTEM_CODES.has(code) || SQL_STATES.has(code) || /^08...$/.test(code))) return true;
  if (typeof message === 'string' && MESSAGES.test(message)) return true;
  if (Array.isArray(errors) && errors.some(isConnectionError)) return true;
  return isConnectionError(cause);
}
