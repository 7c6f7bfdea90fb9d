import type { EventStore } from '@milepost/event-store';
import { proveInclusion, verifyInclusion } from '../../merkle';
import { ExportError } from '../export-error';
import type { SelectedProject } from '../selected-projects';
import type { Selection } from '../selection';
import { eventLine, hashedText, headerLine, lastLine, type HashedText } from './lines';
import type { Proving } from './proving';

/** Events proven at once: their reads overlap. */
const TOGETHER = 20;

/**
 * The selected events, project by project, each with the proof that it is in the tree of the checkpoint. What was
 * recorded after the checkpoint is left out.
 * @throws ExportError naming the first event that can't be proven
 */
export async function* selectionLines(
  projects: AsyncIterable<SelectedProject>,
  selection: Selection,
  store: Pick<EventStore, 'leafIndexOf'>,
  proving: Proving,
): AsyncGenerator<string> {
  const { checkpoint } = proving;
  let count = 0;
  yield headerLine(checkpoint, selection, 'inclusion');
  for await (const { events, selected } of projects) {
    const chosen = new Set<string>(selected.map(({ id }) => id));
    let previous: string | null = null;
    const hashed: [id: string, position: string, text: HashedText][] = [];
    for (const event of events) {
      const text: HashedText = hashedText(event, previous);
      previous = text.hash;
      if (chosen.has(event.id)) hashed.push([event.id, event.position, text]);
    }
    for (let start = 0; start < hashed.length; start += TOGETHER) {
      const proven = await Promise.allSettled(
        hashed.slice(start, start + TOGETHER).map((event) => provenLine(store, proving, ...event)),
      );
      // The first in order is the one to name: those behind it in its stream fail with it.
      const failed = proven.find((line) => line.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      const covered = proven.flatMap((line) => (line.status === 'fulfilled' ? (line.value ?? []) : []));
      count += covered.length;
      yield covered.join('');
    }
  }
  yield lastLine(checkpoint, count);
}

async function provenLine(
  store: Pick<EventStore, 'leafIndexOf'>,
  { checkpoint: { size, rootHash }, tree }: Proving,
  id: string,
  position: string,
  text: HashedText,
): Promise<string | undefined> {
  const index = await store.leafIndexOf(id);
  if (index !== undefined && index >= size) return undefined;
  const path = index === undefined ? undefined : await proveInclusion(tree, index, size);
  const root = Buffer.from(rootHash, 'base64');
  const leaf = Buffer.from(text.hash, 'hex');
  if (index === undefined || !path || !verifyInclusion({ leaf, index, size, root, hashes: path.hashes })) {
    throw new ExportError(`event ${id} is not the one that was signed: see verify`);
  }
  return eventLine(text, position, { leafIndex: index, hashes: path.hashes });
}
