import { AnswerLost } from './wire-errors';

/**
 * The value, if it comes in time: the client sets no limit of its own where a server says nothing at all.
 * @throws AnswerLost when it does not come within `ms` milliseconds; whatever comes later is ignored
 */
export function within<Value>(ms: number, what: string, value: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(noAnswer(what, ms)), ms);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export const noAnswer = (what: string, ms: number): AnswerLost =>
  new AnswerLost(`no answer to ${what} within ${ms} ms`, { clientBroken: true });
