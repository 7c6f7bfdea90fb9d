import { randomUUID } from 'node:crypto';
import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { ExpectedRevision } from '../event-store';
import type { AppendCall } from './db-client-calls';
import { toFailure } from './db-client-errors';
import { toAppendMessage } from './db-client-requests';
import { toAppended } from './db-client-responses';
import { noAnswer } from './deadline';
import type { Appended, WireEvent } from './wire';
import { AnswerLost } from './wire-errors';

interface Waiting {
  readonly sentAt: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** Of a UUID, what all appends of a call have in common; the last twelve digits number them. */
const PREFIX_LENGTH = 24;
const NUMBER_LENGTH = 12;

/**
 * All appends of a client, over one call. They go out in the order in which they are made, also those that wait for the
 * call to be opened; the answers come in whatever order.
 */
export class Appends {
  /** Appends without an answer, the oldest first. */
  private readonly waiting = new Map<number, Waiting>();
  private unsent: BatchAppendReq[] | undefined;
  private call: AppendCall | undefined;
  private readonly prefix = randomUUID().slice(0, PREFIX_LENGTH);
  private count = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param answerMs longest wait for an answer, in milliseconds */
  constructor(
    private readonly open: () => Promise<AppendCall>,
    private readonly answerMs: number,
  ) {}

  /** @throws RevisionRefused, StreamTombstoned, SizeRefused, AccessRefused, AnswerLost */
  append(stream: string, expected: ExpectedRevision, events: readonly WireEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const number = ++this.count;
      const message = toAppendMessage(this.prefix + digits(number), stream, expected, events);
      this.waiting.set(number, { sentAt: performance.now(), resolve, reject });
      this.watch();
      this.send(message);
    });
  }

  /** Those without an answer get none any more. */
  fail(error: Error): void {
    const failed = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of failed) reject(error);
  }

  private send(message: BatchAppendReq): void {
    // What the call can't take yet it keeps: whoever waits for the answer holds the events in any case.
    if (this.call !== undefined) this.call.write(message);
    else if (this.unsent !== undefined) this.unsent.push(message);
    else {
      this.unsent = [message];
      this.open().then(this.begin, this.end);
    }
  }

  private readonly begin = (call: AppendCall): void => {
    const end = (error: Error) => {
      if (this.call === call) this.end(error);
    };
    call.on('data', this.answer);
    call.on('error', end);
    call.on('end', () => end(new AnswerLost('the server ended the call', { clientBroken: true })));
    this.call = call;
    for (const message of this.unsent ?? []) call.write(message);
    this.unsent = undefined;
  };

  private readonly end = (error: unknown): void => {
    this.call = undefined;
    this.unsent = undefined;
    this.fail(toFailure(error));
  };

  private readonly answer = (response: BatchAppendResp): void => {
    const number = numberOf(response.getCorrelationId());
    const waiting = this.waiting.get(number);
    // Nobody has waited for it any longer.
    if (waiting === undefined) return;
    this.waiting.delete(number);
    const appended = toAppended(response);
    if (appended instanceof Error) waiting.reject(appended);
    else waiting.resolve(appended);
  };

  /** One timer for all: their time is the same, so that the oldest is the first to be late. */
  private watch(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(this.failLate, this.answerMs).unref();
  }

  private readonly failLate = (): void => {
    this.timer = undefined;
    const now = performance.now();
    for (const [number, { sentAt, reject }] of this.waiting) {
      const leftMs = sentAt + this.answerMs - now;
      if (leftMs > 0) {
        this.timer = setTimeout(this.failLate, leftMs).unref();
        return;
      }
      this.waiting.delete(number);
      reject(noAnswer('an append', this.answerMs));
    }
  };
}

const digits = (number: number): string => String(number).padStart(NUMBER_LENGTH, '0');

/** The server names it as it was named, but where it tells that its own time is over. */
function numberOf(id: UUID | undefined): number {
  const structured = id?.getStructured();
  if (structured === undefined) return Number(id?.getString().slice(PREFIX_LENGTH));
  const low = BigInt.asUintN(NUMBER_LENGTH * 4, BigInt(structured.getLeastSignificantBits()));
  return Number(low.toString(16));
}
