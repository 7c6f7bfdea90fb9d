import { EventStoreUnavailable } from '@milepost/event-store';
import { Unavailable } from '@milepost/lifecycle';
import { isConnectionError, isStatementTimeout } from '@milepost/postgres';

const STORE = {
  zh: '事件库暂时无法访问,结果未知:请稍后用同一幂等键重试。',
  en: 'The event store can’t be reached, and what was asked may or may not be done: try again with the same idempotency key.',
};
const VIEWS = { zh: '读库暂时无法访问,请稍后重试。', en: 'The views can’t be reached: try again later.' };
const SLOW = {
  zh: '查询耗时过长,已中止:请缩小范围或稍后重试。',
  en: 'The query took too long and was given up: ask for less, or try again later.',
};

/** What callers are told when a store or database that the server depends on fails them, `undefined` for any other error. */
export function outageOf(error: Error): Unavailable | undefined {
  if (error instanceof EventStoreUnavailable) return new Unavailable('store.unavailable', STORE);
  if (isStatementTimeout(error)) return new Unavailable('view.timeout', SLOW);
  return isConnectionError(error) ? new Unavailable('view.unavailable', VIEWS) : undefined;
}
