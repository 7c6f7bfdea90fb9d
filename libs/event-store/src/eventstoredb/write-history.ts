import { bytesOnTheWire, sealEvent, type Tail } from './append-request';
import type { Examined, HistoryParts } from './examine-history';
import type { HistoricEvent } from './historic-event';
import type { WireEvent } from './wire';

/** Appends under way at a time. They are sent, and written, in order: a broken connection loses the last ones. */
const WINDOW = 64;
const MOST_EVENTS = 500;
const MOST_BYTES = 512 * 1024;

/**
 * Writes what is missing of a history, in order.
 * @throws AnswerLost, RevisionRefused when some of it may be missing still
 */
export async function writeHistory(
  { connection, tails: known, clock }: HistoryParts,
  history: readonly HistoricEvent[],
  { stored, tails: before }: Examined,
): Promise<void> {
  const tails = new Map(before);
  let window: Promise<void>[] = [];
  let underWay = new Set<string>();
  const settle = async () => {
    const outcomes = await Promise.allSettled(window);
    window = [];
    underWay = new Set();
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  };
  for (const run of runsOf(history.slice(stored))) {
    const [{ stream }] = run;
    // The next append of a stream would be refused if the one before it failed, while others pass it.
    if (window.length >= WINDOW || underWay.has(stream)) await settle();
    const last = tails.get(stream);
    const { events, tail } = sealRun(run, last);
    tails.set(stream, tail);
    underWay.add(stream);
    const sent = connection.run((client) => client.append(stream, last?.revision ?? 'none', events));
    window.push(
      sent.then(() => {
        known.see(stream, tail);
        clock.observe(tail.recordedAt);
      }),
    );
  }
  await settle();
}

function sealRun(run: readonly HistoricEvent[], last: Tail | undefined) {
  let tail = last;
  const events = run.map(({ event, stream, recordedAt, attemptId }): WireEvent => {
    // Each is its own append, as it may have been where it comes from: nobody repeats this one.
    const sealed = sealEvent(event, tail, { stream, recordedAt, part: 0, parts: 1 }, attemptId);
    tail = sealed.tail;
    return sealed.event;
  });
  return { events, tail: tail! };
}

/** Neighbours of one stream together, as far as one append takes them. */
function* runsOf(history: readonly HistoricEvent[]): Generator<readonly HistoricEvent[]> {
  let run: HistoricEvent[] = [];
  let bytes = 0;
  for (const event of history) {
    const size = bytesOnTheWire(event.event);
    const full = run.length === MOST_EVENTS || bytes + size > MOST_BYTES;
    if (run.length > 0 && (full || run[0].stream !== event.stream)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}
