import { setTimeout } from 'node:timers/promises';
import { backoff } from '@milepost/postgres';
import { AnswerLost } from './wire-errors';

const RETRY = { firstMs: 50, mostMs: 2_000 };

/**
 * Does something until its answer is not lost, with growing pauses, for `deadlineMs` milliseconds.
 * @param work told how often it has failed before
 * @throws AnswerLost the last one; anything else at once
 */
export async function retried<Value>(deadlineMs: number, work: (failures: number) => Promise<Value>): Promise<Value> {
  const deadline = performance.now() + deadlineMs;
  for (let failures = 0; ; failures++) {
    try {
      return await work(failures);
    } catch (error) {
      const pause = backoff(failures, RETRY);
      if (!(error instanceof AnswerLost) || performance.now() + pause > deadline) throw error;
      await setTimeout(pause);
    }
  }
}

/** The pause before something is done again that has failed so often before. */
export const pauseAfter = (failures: number): Promise<void> => setTimeout(backoff(failures, RETRY));
