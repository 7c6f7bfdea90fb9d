import { setImmediate } from 'node:timers/promises';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ReadCall } from './db-client-calls';
import { toFailure } from './db-client-errors';
import { toRecord } from './db-client-responses';
import { noAnswer } from './deadline';
import type { WireRecord, WireSubscription } from './wire';

/** Events that are held for who takes them: as many as a batch commonly has. While so many wait, no more are fetched. */
const AHEAD = 512;

/**
 * A subscription that is taken from rather than listened to: what is not taken stays on the wire, and the server waits.
 * It has ended as soon as the call says so in any of three ways: a killed server gives `error` alone, an orderly end
 * `end` and `close` without `error`.
 */
export class DbClientSubscription implements WireSubscription {
  /** Not yet made records of: while that is done the next are on their way already. */
  private arrived: ReadResp[] = [];
  private call: ReadCall | undefined;
  private failure: Error | undefined;
  private ended = false;
  private closed = false;
  private wake: () => void = ignore;
  private readonly timer: NodeJS.Timeout;

  /** @param answerMs longest wait for the server to say anything at all, in milliseconds */
  constructor(opening: Promise<ReadCall>, answerMs: number) {
    this.timer = setTimeout(() => this.fail(noAnswer('a subscription', answerMs)), answerMs);
    opening.then(
      (call) => this.begin(call),
      (error: unknown) => this.fail(toFailure(error)),
    );
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
    clearTimeout(this.timer);
    this.failure ??= error;
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.arrived = [];
    this.end();
    if (this.call) cancel(this.call);
  }

  private begin(call: ReadCall): void {
    // Stays: an error that comes when all is over would end the process.
    call.on('error', (error: Error) => this.fail(toFailure(error)));
    if (this.closed) return cancel(call);
    this.call = call;
    call.once('data', () => clearTimeout(this.timer));
    call.on('data', (response: ReadResp) => this.hold(response));
    call.on('end', () => this.end());
    call.on('close', () => this.end());
  }

  private end(): void {
    clearTimeout(this.timer);
    this.ended = true;
    this.wake();
  }

  private hold(response: ReadResp): void {
    // A link whose event is gone has none either.
    if (!response.getEvent()?.hasEvent() || this.closed) return;
    this.arrived.push(response);
    if (this.arrived.length >= AHEAD) this.call?.pause();
    this.wake();
  }

  /** What is there, and what arrives with it: a reader's work costs less for many events at once. */
  private async gather(most: number): Promise<WireRecord[]> {
    let records = this.take(most);
    for (let more = records.length; more > 0 && records.length < most;) {
      await setImmediate();
      const arrived = this.take(most - records.length);
      if (arrived.length > 0) records = records.concat(arrived);
      more = arrived.length;
    }
    return records;
  }

  private take(most: number): WireRecord[] {
    const taken = this.arrived.splice(0, most);
    if (this.arrived.length < AHEAD && this.call?.isPaused()) this.call.resume();
    return taken.map((response) => toRecord(response)!);
  }
}

const ignore = () => undefined;

/** Not at once: what the call is just telling would meet a call that is gone (grpc-node 1464, 1652). */
export const cancel = (call: ReadCall): void => void setImmediate().then(() => call.cancel());
