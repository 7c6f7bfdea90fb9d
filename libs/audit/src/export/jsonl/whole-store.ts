import type { EventStore } from '@milepost/event-store';
import type { Checkpoint } from '../../log/checkpoint';
import { ExportError } from '../export-error';
import { eventLine, hashedText, headerLine, lastLine } from './lines';

const PAGE = 1_000;

/**
 * Every event that the checkpoint covers, in global order, so that whoever has the file can make the whole tree of it.
 * @throws ExportError naming the first event whose hash is not the one that was stored with it
 */
export async function* wholeStoreLines(
  store: EventStore,
  checkpoint: Checkpoint,
  onEvents: (count: number) => void,
): AsyncGenerator<string> {
  yield headerLine(checkpoint, {}, 'tree');
  let after = '0';
  let events = 0;
  while (events < checkpoint.size) {
    const page = await store.readSealed({ after, limit: Math.min(PAGE, checkpoint.size - events) });
    const last = page.at(-1);
    if (last === undefined) {
      throw new ExportError(`the store holds ${events} events, of ${checkpoint.size} that were signed: see verify`);
    }
    let lines = '';
    for (const { hash, previousHash, ...event } of page) {
      const hashed = hashedText(event, previousHash);
      if (hashed.hash !== hash) throw new ExportError(`event ${event.id} is not as it was recorded: see verify`);
      lines += eventLine(hashed, event.position);
    }
    yield lines;
    after = last.position;
    events += page.length;
    onEvents(page.length);
  }
  yield lastLine(checkpoint, events);
}
