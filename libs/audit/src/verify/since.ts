import { InvalidNote, openNote, parseTreeHead, type VerifierKey } from '../note';
import { textOf } from '../note/signed-note';
import type { Witness } from './witness';

/**
 * The witness that a checkpoint's note makes. Without keys its signature is not looked at: it is taken at its word, as
 * whoever kept it does.
 * @throws InvalidNote
 */
export function witnessOf(note: string, keys: readonly VerifierKey[] | null): Witness {
  const { origin, size, root } = parseTreeHead(keys === null ? textOf(note) : openNote(note, keys));
  if (size === 0) throw new InvalidNote('the checkpoint covers no event');
  const name = { en: `the checkpoint of ${origin} over ${size} events`, zh: `${origin} 覆盖 ${size} 个事件的检查点` };
  return { name, size, root };
}
