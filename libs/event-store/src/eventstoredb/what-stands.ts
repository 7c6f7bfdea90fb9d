import { type AppendResult, EventIdReused, WrongExpectedRevision } from '../event-store';
import type { AppendRequest } from './append-request';
import type { StoredEvent } from './sealed-metadata';

/**
 * The answer to an append where its stream already holds events after the expected revision.
 * @param stored those events, in order
 * @param actual revision of the stream's last event, `'none'` when it does not exist
 * @throws EventIdReused when some of its ids stand there otherwise
 * @throws WrongExpectedRevision when they are others' events
 */
export function answerFromStored(
  request: AppendRequest,
  stored: readonly StoredEvent[],
  actual: 'none' | number,
): AppendResult {
  const { stream, expected, ids } = request;
  const last = stored[ids.length - 1];
  if (last !== undefined && ids.every((id, part) => isPart(stored[part], id, part, ids.length))) {
    const { revision, position } = last.record;
    // Written by this very call, in an attempt whose answer was lost: then nobody has been answered before.
    const repeated = last.record.id !== request.attemptIds[ids.length - 1];
    return { revision, position, recordedAt: last.seal.recordedAt, repeated };
  }
  const there = new Set(stored.map(({ seal }) => seal.id));
  const reused = ids.find((id) => there.has(id));
  if (reused !== undefined) throw new EventIdReused(stream, reused);
  throw new WrongExpectedRevision(stream, expected, actual);
}

const isPart = (stored: StoredEvent | undefined, id: string, part: number, parts: number) =>
  stored?.seal.id === id && stored.seal.part === part && stored.seal.parts === parts;
