import { setTimeout } from 'node:timers/promises';
import type { SealedEvent } from '@milepost/lifecycle';
import { backoff } from '@milepost/postgres';
import { HistoryOutOfOrder } from '../event-store';
import { readAfter } from './all-events';
import { type SealedRecord, toSealedRecord } from './sealed-record';
import { runsOf, SendInOrder } from './send-in-order';
import type { Session } from './session';
import { AnswerLost, RevisionRefused } from './wire-errors';

const RETRY = { firstMs: 50, mostMs: 2_000 };

/**
 * Writes the next events of another store. They go out without waiting for one another, since the server writes what
 * comes over one connection in the order in which it comes; what became of them when an answer is lost is read back.
 * Each event has its own id on the wire, so that nothing that is sent twice, be it by two processes, stands twice.
 * @param after position of the last event before them
 * @param deadlineMs how long it is tried without getting on
 * @returns position of the last one
 */
export async function loadSealed(
  session: Session,
  events: readonly SealedEvent[],
  after: string,
  deadlineMs: number,
): Promise<string> {
  const records = events.map(toSealedRecord);
  const reached: Reached = { count: 0, position: after };
  let deadline = performance.now() + deadlineMs;
  for (let failures = 0; reached.count < records.length;) {
    const rest = records.slice(reached.count);
    const error = await sendAll(session, rest, reached);
    if (error === undefined) break;
    const before = reached.count;
    await readBack(session, records, after, reached);
    if (reached.count > before) {
      deadline = performance.now() + deadlineMs;
      failures = 0;
    } else if (performance.now() > deadline) throw error;
    await setTimeout(backoff(failures++, RETRY));
  }
  for (const { stream, revision, hash, recordedAt } of events) {
    session.appender.tails.see(stream, { revision, hash, recordedAt });
    session.clock.observe(recordedAt);
  }
  return reached.position;
}

/** How many of the events are known to stand, and where the last of them does. */
interface Reached {
  count: number;
  position: string;
}

/** @returns why it is not known what became of them, undefined when all stand */
async function sendAll(
  { connection }: Session,
  records: readonly SealedRecord[],
  reached: Reached,
): Promise<Error | undefined> {
  const sender = new SendInOrder(connection, reached.position);
  try {
    for (const run of runsOf(records)) await sender.send(run);
    reached.position = await sender.settle();
    reached.count += records.length;
    return undefined;
  } catch (error) {
    await sender.abandon();
    // A revision is refused after a run that was lost, while others pass it: what stands tells.
    if (error instanceof AnswerLost || error instanceof RevisionRefused) return error;
    throw error;
  }
}

/**
 * Finds out how many of the events stand: the first ones.
 * @throws HistoryOutOfOrder when there are others, or one is missing before a later one
 */
async function readBack(
  { connection }: Session,
  records: readonly SealedRecord[],
  after: string,
  reached: Reached,
): Promise<void> {
  const stored = await readAfter(connection, after, records.length + 1).catch((error: unknown) => {
    if (error instanceof AnswerLost) return undefined;
    throw error;
  });
  if (stored === undefined) return;
  for (const [index, { record, seal }] of stored.entries()) {
    const expected = records.at(index)?.event;
    if (seal.id === expected?.id && seal.hash === expected.hash) continue;
    throw new HistoryOutOfOrder(
      `at position ${record.position} stands event ${seal.id}, where ${expected?.id ?? 'none'} was to come: ` +
        'the server has not written them in order, or somebody else writes',
    );
  }
  reached.count = stored.length;
  reached.position = stored.at(-1)?.record.position ?? after;
}
