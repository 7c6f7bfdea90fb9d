import { isConnectionError } from '@milepost/postgres';
import { EventNotStorable, EventStoreUnavailable } from '../event-store';

const sqlState = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '');

/** True when the same work may succeed on a second try: a lost connection, a deadlock, a wait that took too long. */
export function isTransient(error: unknown): boolean {
  return isConnectionError(error) || ['40001', '40P01'].includes(sqlState(error));
}

/** True when reading may succeed later: besides what is transient, a server short of resources or being repaired. */
export function mayPass(error: unknown): boolean {
  return isTransient(error) || /^(53|55|57|58)/.test(sqlState(error));
}

/** True when the values sent are to blame, so that the rest of a batch may succeed without them. */
export function isCausedByValues(error: unknown): boolean {
  return /^(22|23|54)/.test(sqlState(error));
}

/** The error of the port that stands for an error of the server. */
export function toPortError(error: unknown): Error {
  const { message } = error as Error;
  const code = sqlState(error);
  if (isCausedByValues(error)) return new EventNotStorable(`the database refuses the event (${code}): ${message}`);
  const what = code === '53100' ? 'the disk of the database is full' : 'the database failed';
  return new EventStoreUnavailable(`${what}${code && ` (${code})`}: ${message}`, { cause: error });
}
