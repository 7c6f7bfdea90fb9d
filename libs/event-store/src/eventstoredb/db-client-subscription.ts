import { setImmediate } from 'node:timers/promises';
import type { AllStreamSubscription, ResolvedEvent, JSONEventType } from '@eventstore/db-client';
import { toFailure } from './db-client-errors';
import { noAnswer } from './deadline';
import type { WireRecord, WireSubscription } from './wire';

type Resolved = ResolvedEvent<JSONEventType>;

/**
 * A subscription that is taken from rather than listened to: what is not taken stays on the wire, and the server waits.
 * It has ended as soon as the client says so in any of three ways: a killed server gives `error` alone, an orderly end
 * `end` and `close` without `error`.
 */
export class DbClientSubscription implements WireSubscription {
  private failure: Error | undefined;
  private ended = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly stream: AllStreamSubscription,
    private readonly toRecord: (resolved: Resolved) => WireRecord | undefined,
    answerMs: number,
  ) {
    const timer = setTimeout(() => this.fail(noAnswer('a subscription', answerMs)), answerMs);
    const end = () => {
      clearTimeout(timer);
      this.ended = true;
      this.wake();
    };
    stream.on('confirmation', () => clearTimeout(timer));
    stream.on('readable', () => this.wake());
    stream.on('error', (error: Error) => {
      clearTimeout(timer);
      this.fail(toFailure(error));
    });
    stream.on('end', end);
    stream.on('close', end);
  }

  async next(most: number): Promise<readonly WireRecord[] | undefined> {
    for (;;) {
      const records = await this.gather(most);
      if (records.length > 0) return records;
      if (this.failure) throw this.failure;
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }

  close(): void {
    this.ended = true;
    this.wake();
    this.stream.unsubscribe().catch(() => undefined);
    this.stream.destroy();
  }

  /** What is there, and what arrives with it: a reader's work costs less for many events at once. */
  private async gather(most: number): Promise<WireRecord[]> {
    const records = this.take(most);
    for (let more = records.length; more > 0 && records.length < most;) {
      await setImmediate();
      const arrived = this.take(most - records.length);
      records.push(...arrived);
      more = arrived.length;
    }
    return records;
  }

  private take(most: number): WireRecord[] {
    const records: WireRecord[] = [];
    while (records.length < most) {
      const resolved = this.stream.read() as Resolved | null;
      if (resolved === null) break;
      const record = this.toRecord(resolved);
      if (record) records.push(record);
    }
    return records;
  }
}
