import type { AppendResult } from '../event-store';
import { type AppendRequest, sealAppend, type SealedAppend, type Tail } from './append-request';
import type { Connection } from './connection';
import { toPortError } from './connection-errors';
import type { HybridClock } from './hybrid-clock';
import { KnownAppends } from './known-appends';
import { pauseAfter, retried } from './retried';
import { type StoredEvent, tailOf, toStored, UnsealedEvent } from './sealed-metadata';
import { Tails } from './tails';
import { Turns } from './turns';
import { answerFromStored } from './what-stands';
import { AnswerLost, RevisionRefused } from './wire-errors';
import type { WireRecord } from './wire';

/** Events looked at after the expected revision, to tell a repeat from what others wrote. */
const LOOK = 1_000;
/**
 * A cluster refuses an append also for one that it is still copying to its members, and shows that one when it stands:
 * nearly at once. One that is lost in a change of leaders is never shown, nor what somebody has deleted from the stream.
 */
const SHOWN_WITHIN_MS = 3_000;

/** Writes events, each sealed with the hash of the one before it in its stream. */
export class Appender {
  readonly tails: Tails;
  private readonly known = new KnownAppends();
  private readonly turns = new Turns();

  constructor(
    private readonly connection: Connection,
    private readonly clock: HybridClock,
  ) {
    this.tails = new Tails(connection);
  }

  /**
   * Appends once, whatever becomes of the answers: an attempt whose outcome is unknown is made again with the same ids
   * at the same revision, for `deadlineMs` milliseconds.
   * @throws WrongExpectedRevision, EventIdReused, EventNotStorable, AppendTooLarge, EventStoreUnavailable
   */
  append(request: AppendRequest, deadlineMs: number): Promise<AppendResult> {
    const until = performance.now() + deadlineMs;
    // The next one of the same stream goes on from the hash of this one.
    return this.turns.take(request.stream, () => this.persist(request, until));
  }

  private async persist(request: AppendRequest, until: number): Promise<AppendResult> {
    const { stream, ids } = request;
    const first = this.known.answer(stream, ids);
    if (first !== undefined) return first;
    try {
      const result = await this.attemptUntil(request, until);
      this.known.remember(stream, ids, result);
      return result;
    } catch (error) {
      throw toPortError(error, `stream ${stream}`);
    }
  }

  private async attemptUntil(request: AppendRequest, until: number): Promise<AppendResult> {
    // Those of its stream before it have taken all the time: it was not even sent.
    if (performance.now() >= until) throw new AnswerLost('no answer to those before it', { clientBroken: false });
    try {
      return await this.attempt(request, false);
    } catch (error) {
      if (!(error instanceof AnswerLost)) throw error;
      return this.again(request, until, error);
    }
  }

  private async again(request: AppendRequest, until: number, failure: AnswerLost): Promise<AppendResult> {
    await pauseAfter(0);
    if (performance.now() > until) throw failure;
    return retried(until - performance.now(), () => this.attempt(request, true));
  }

  private async attempt(request: AppendRequest, again: boolean): Promise<AppendResult> {
    const { stream, expected } = request;
    const wanted = expected === 'none' ? undefined : expected;
    let last = again ? undefined : this.tails.get(stream);
    // A new stream needs no look: if it exists after all, the server says so.
    if (last?.revision !== wanted || again) last = await this.tails.read(stream);
    if (last?.revision !== wanted) return this.answer(request, last?.revision ?? 'none');
    try {
      const { appended, tail } = await this.send(request, last);
      const { revision, position } = appended;
      // After an attempt of unknown outcome either may be the one that stands, with its own instant.
      if (again || position === undefined) return await this.answer(request, revision);
      this.tails.see(stream, tail);
      return { revision, position, recordedAt: tail.recordedAt, repeated: false };
    } catch (error) {
      if (!(error instanceof RevisionRefused)) throw error;
      return this.answer(request, error.actual);
    }
  }

  private async send(request: AppendRequest, last: Tail | undefined) {
    let sealed: SealedAppend | undefined;
    const appended = await this.connection.run((client) => {
      if (last) this.clock.observe(last.recordedAt);
      // Sealed at the last moment: what is sent later has a later instant.
      sealed = sealAppend(request, last, this.clock.next());
      return client.append(request.stream, request.expected, sealed.events);
    });
    return { appended, tail: sealed!.tail };
  }

  /**
   * What the stream holds after the expected revision tells how the append ended, or why it can't be.
   * @param actual revision of the stream's last event, as the server counts it
   */
  private async answer(request: AppendRequest, actual: 'none' | number): Promise<AppendResult> {
    const stored = await this.seen(request, actual);
    const end = stored.at(-1);
    if (end === undefined) return answerFromStored(request, stored, actual);
    this.tails.see(request.stream, tailOf(end));
    const { revision } = end.record;
    // What this process knew of the stream may be older than what it now holds.
    return answerFromStored(request, stored, actual === 'none' ? revision : Math.max(actual, revision));
  }

  /** What the stream holds after the expected revision, as soon as it shows the last of it. */
  private async seen({ stream, expected, ids }: AppendRequest, actual: 'none' | number): Promise<StoredEvent[]> {
    const from = expected === 'none' ? 0 : expected + 1;
    const limit = Math.max(LOOK, ids.length);
    const last = Math.min(actual === 'none' ? -1 : actual, from + limit - 1);
    const until = performance.now() + SHOWN_WITHIN_MS;
    for (let looks = 0; ; looks++) {
      const records = await this.connection.run((client) => client.readStream(stream, { from, limit }));
      const shown = last < from || (records.at(-1)?.revision ?? -1) >= last;
      if (shown || performance.now() > until) return records.map((record) => this.toOurs(record));
      await pauseAfter(looks);
    }
  }

  private toOurs(record: WireRecord): StoredEvent {
    const event = toStored(record);
    if (event === undefined) throw new UnsealedEvent(record);
    this.clock.observe(event.seal.recordedAt);
    return event;
  }
}
