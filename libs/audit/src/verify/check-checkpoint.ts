import { checkpointStream, type CheckpointIssued, type Label, type SealedEvent } from '@milepost/lifecycle';
import { InvalidKey, InvalidNote, openNote, parseTreeHead, VerifierKey, type TreeHead } from '../note';

/** What a checkpoint event signs, or why it signs nothing. */
export type CheckedCheckpoint = { readonly head: TreeHead; readonly signed: boolean } | { readonly refused: Label };

const refused = (en: string, zh: string): CheckedCheckpoint => ({ refused: { en, zh } });

/**
 * Reads the checkpoint of an event and checks that it says the same as its note.
 * @param keys those whose signature is asked for; `null`: the one that the event itself names, which proves little
 * @param before how many events come before it
 */
export function checkCheckpoint(
  event: SealedEvent,
  keys: readonly VerifierKey[] | null,
  before: number,
): CheckedCheckpoint {
  const data = (event.data ?? {}) as Partial<CheckpointIssued>;
  if (typeof data.note !== 'string' || typeof data.verifierKey !== 'string' || typeof data.origin !== 'string') {
    return refused('it does not hold what a checkpoint holds', '缺少检查点应有的内容');
  }
  let head: TreeHead;
  try {
    head = parseTreeHead(openNote(data.note, keys ?? [VerifierKey.parse(data.verifierKey)]));
  } catch (error) {
    if (!(error instanceof InvalidNote || error instanceof InvalidKey)) throw error;
    return refused(error.message, '签名或格式无效');
  }
  const same = head.origin === data.origin && head.size === data.size && head.root.toString('base64') === data.rootHash;
  if (!same || event.stream !== checkpointStream(head.origin)) {
    return refused('its note says something else than the event', '其签名文本与事件内容不一致');
  }
  if (head.size > before) {
    return refused(
      `it covers ${head.size} events, and ${before} come before it`,
      `其覆盖 ${head.size} 个事件,而其前仅有 ${before} 个`,
    );
  }
  return { head, signed: keys !== null };
}
