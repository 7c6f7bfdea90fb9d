import { setImmediate } from 'node:timers/promises';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ExpectedRevision } from '../event-store';
import type { ConnectionTarget, Host } from './connection-url';
import { Appends } from './db-client-appends';
import { Calls, type ReadCall } from './db-client-calls';
import { toFailure, toWireError } from './db-client-errors';
import { toAllRequest, toStreamRequest, toSubscribeRequest } from './db-client-requests';
import { toRecord } from './db-client-responses';
import { cancel, DbClientSubscription } from './db-client-subscription';
import { noAnswer, within } from './deadline';
import { AnswerLost } from './wire-errors';
import type { AllPart, Appended, StreamPart, WireClient, WireEvent, WireRecord, WireSubscription } from './wire';

/** Longest wait for streams to end that were told to. */
const DISPOSE_MS = 2_000;

/** The client `@eventstore/db-client`; of our files only this one and its neighbours `db-client-*` know it. */
export class DbClient implements WireClient {
  private readonly calls: Calls;
  private readonly appends: Appends;
  /** Told when the client is given up: it drops what is under way without a word. */
  private readonly pending = new Set<(error: AnswerLost) => void>();
  private disposed = false;

  /**
   * @param endpoint the one server to talk to instead of those of the target
   * @param answerMs longest wait for any answer, in milliseconds
   */
  constructor(
    target: ConnectionTarget,
    private readonly answerMs: number,
    endpoint?: Host,
  ) {
    this.calls = Calls.to(target, endpoint);
    this.appends = new Appends(() => this.calls.openAppends(), answerMs);
    this.pending.add((error) => this.appends.fail(error));
  }

  append(stream: string, expected: ExpectedRevision, events: readonly WireEvent[]): Promise<Appended> {
    this.assertInUse();
    return this.appends.append(stream, expected, events);
  }

  readStream(stream: string, part: StreamPart): Promise<WireRecord[]> {
    return this.read(part.limit, () => this.calls.openRead(toStreamRequest(stream, part), { requiresLeader: true }));
  }

  readAll(part: AllPart): Promise<WireRecord[]> {
    return this.read(part.limit, () => this.calls.openRead(toAllRequest(part)));
  }

  subscribe(after: string): WireSubscription {
    this.assertInUse();
    const opening = this.calls.openRead(toSubscribeRequest(after));
    const subscription = new DbClientSubscription(opening, this.answerMs);
    const giveUp = (error: AnswerLost) => subscription.fail(error);
    this.pending.add(giveUp);
    const forget = () => this.pending.delete(giveUp);
    opening.then((call) => call.once('close', forget), forget);
    return subscription;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (let round = 0; round < 2; round++) {
      for (const fail of [...this.pending]) fail(givenUp());
      await within(DISPOSE_MS, 'the end of streams', this.calls.dispose()).catch(() => undefined);
      // What was just being opened is there by now.
      await setImmediate();
    }
    this.calls.closeChannel();
  }

  private assertInUse(): void {
    if (this.disposed) throw givenUp();
  }

  private read(limit: number, open: () => Promise<ReadCall>): Promise<WireRecord[]> {
    if (limit <= 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.assertInUse();
      const records: WireRecord[] = [];
      let call: ReadCall | undefined;
      const over = () => {
        clearTimeout(timer);
        this.pending.delete(fail);
      };
      const fail = (error: Error) => {
        over();
        reject(error);
        if (call) cancel(call);
      };
      const timer = setTimeout(() => fail(noAnswer('a reading', this.answerMs)), this.answerMs);
      this.pending.add(fail);
      const listen = (opened: ReadCall) => {
        call = opened;
        call.on('data', (response: ReadResp) => {
          timer.refresh();
          const record = toRecord(response);
          if (record) records.push(record);
        });
        // A stream that is not there is told of by a message, and ends without events.
        call.once('end', () => {
          over();
          resolve(records);
        });
        // Stays: an error that comes when all is over would end the process.
        call.on('error', (error: Error) => {
          const failure = toWireError(error);
          if (failure !== 'no stream') return fail(failure);
          over();
          resolve([]);
        });
      };
      open().then(listen, (error: unknown) => fail(toFailure(error)));
    });
  }
}

const givenUp = () => new AnswerLost('the connection was given up', { clientBroken: false });
