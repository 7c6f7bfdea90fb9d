import type { RecordedEvent } from '@milepost/lifecycle';
import type { AppendResult } from '../event-store';
import { examine, type Examined, type HistoryParts } from './examine-history';
import { toHistory } from './historic-event';
import { retried } from './retried';
import { AnswerLost, RevisionRefused } from './wire-errors';
import { writeHistory } from './write-history';

/**
 * Writes recorded events as they are. An append is atomic for one stream only, so a load that is cut off leaves its
 * first part; the same load again goes on after it, and one that is there as a whole writes nothing. What can be seen to
 * be wrong is refused before anything is written.
 */
export async function loadHistory(
  parts: HistoryParts,
  events: readonly Omit<RecordedEvent, 'position'>[],
  deadlineMs: number,
): Promise<AppendResult> {
  const history = toHistory(events);
  const answer = (examined: Examined, repeated: boolean): AppendResult => {
    const { revision, recordedAt } = history[history.length - 1];
    return { revision, recordedAt, position: examined.lastPosition ?? '0', repeated };
  };
  let examined = await retried(deadlineMs, () => examine(parts, history));
  if (examined.stored === history.length) return answer(examined, true);
  for (let stored = -1; examined.stored < history.length;) {
    // Each round that gets on has the whole time again: a long history takes longer than an append.
    if (examined.stored === stored) throw new AnswerLost('the history does not get on', { clientBroken: false });
    stored = examined.stored;
    try {
      await writeHistory(parts, history, examined);
    } catch (error) {
      if (!(error instanceof AnswerLost || error instanceof RevisionRefused)) throw error;
    }
    examined = await retried(deadlineMs, () => examine(parts, history));
  }
  return answer(examined, false);
}
