import type { RecordedEvent } from '@milepost/lifecycle';
import { backoff } from '@milepost/postgres';
import { RESUMPTION, type Subscription } from '../subscription';
import { mayPass } from './server-error';
import type { WakeUp } from './wake-up';

export interface SubscriptionSource {
  readonly readPage: (after: string, limit: number) => Promise<RecordedEvent[]>;
  readonly wakeUp: WakeUp;
  /** Longest sleep without looking for new events, in milliseconds: notifications may be lost. */
  readonly pollMs: number;
  /** Told of each failed attempt to read. */
  readonly onError: (error: Error) => void;
}

/**
 * Yields batches in global order until the signal aborts. At most one page is read ahead of the consumer.
 * @throws what reading throws, unless it is the kind that passes
 */
export async function* follow(
  source: SubscriptionSource,
  { after, batchSize, signal }: Subscription,
): AsyncGenerator<readonly RecordedEvent[], void> {
  let position = after;
  let ahead: Promise<RecordedEvent[]> | undefined;
  let seen = source.wakeUp.count;
  for (let failures = 0; !signal.aborted;) {
    try {
      if (!ahead) seen = source.wakeUp.count;
      const page = await orAbort(ahead ?? source.readPage(position, batchSize), signal);
      ahead = undefined;
      failures = 0;
      if (!page) return;
      if (page.length === 0) {
        await source.wakeUp.wait(seen, source.pollMs, signal);
        continue;
      }
      position = page[page.length - 1].position;
      if (page.length === batchSize) {
        seen = source.wakeUp.count;
        ahead = source.readPage(position, batchSize);
        // Its failure shows when it is awaited, which may be long after.
        ahead.catch(() => undefined);
      }
      yield page;
    } catch (error) {
      ahead = undefined;
      if (!mayPass(error)) throw error;
      source.onError(error as Error);
      // A call may come at once on reconnection: it cuts the pause short.
      await source.wakeUp.wait(source.wakeUp.count, backoff(failures++, RESUMPTION), signal);
    }
  }
}

/** The value, or undefined as soon as the signal aborts. */
function orAbort<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve(undefined);
    signal.addEventListener('abort', abort);
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
  });
}
