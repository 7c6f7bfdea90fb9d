import { setImmediate, setTimeout } from 'node:timers/promises';
import { backoff } from '@milepost/postgres';
import type { AppendResult } from '../event-store';
import type { AppendRequest, Outcome } from './decide-batch';
import { isCausedByValues, isTransient, toPortError } from './server-error';

export interface AppendQueueOptions {
  /** Commits a batch in one transaction; called again with the same requests when the outcome is unknown. */
  readonly commit: (requests: readonly AppendRequest[]) => Promise<readonly Outcome[]>;
  /** Tries per batch before its callers hear that the store is unavailable. */
  readonly attempts: number;
}

interface Waiting extends AppendRequest {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

const MOST_EVENTS = 4_000;
const MOST_BYTES = 8 * 1024 * 1024;
const RETRY = { firstMs: 50, mostMs: 2_000 };

/**
 * Group commit: while one batch is being committed, the appends of all callers gather for the next, so that one flush
 * to disk serves them all.
 */
export class AppendQueue {
  private readonly waiting: Waiting[] = [];
  private working: Promise<void> | undefined;

  constructor(private readonly options: AppendQueueOptions) {}

  append(request: AppendRequest): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...request, resolve, reject });
      this.working ??= this.work();
    });
  }

  /** Resolves when all that was asked for has been answered. */
  async drain(): Promise<void> {
    while (this.working) await this.working;
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      // Callers that were just answered, or that ask in the same turn, join this batch.
      await setImmediate();
      await this.settle(this.waiting.splice(0, this.batchLength()));
    }
    this.working = undefined;
  }

  private batchLength(): number {
    let events = 0;
    let bytes = 0;
    const full = this.waiting.findIndex((request) => {
      events += request.events.length;
      bytes += request.events.reduce((sum, event) => sum + event.bytes, 0);
      return events > MOST_EVENTS || bytes > MOST_BYTES;
    });
    return full < 0 ? this.waiting.length : Math.max(full, 1);
  }

  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.commit(batch);
      outcomes.forEach((outcome, index) => {
        if ('result' in outcome) batch[index].resolve(outcome.result);
        else batch[index].reject(outcome.refusal);
      });
    } catch (error) {
      if (batch.length > 1 && isCausedByValues(error)) {
        for (const request of batch) await this.settle([request]);
      } else {
        // An error each: a shared one would collect the callers' stacks and causes.
        for (const request of batch) request.reject(toPortError(error));
      }
    }
  }

  private async commit(batch: readonly Waiting[]): Promise<readonly Outcome[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.options.commit(batch);
      } catch (error) {
        // A lost connection leaves open whether the batch was committed. The ids tell: what was, counts as a repeat.
        if (!isTransient(error) || attempt + 1 >= this.options.attempts) throw error;
        await setTimeout(backoff(attempt, RETRY));
      }
    }
  }
}
