import type { InclusionProof } from './proof-reader';

/** A proof that can be checked offline, as C2SP tlog-proof writes it; `null` where no checkpoint signs its tree. */
export function tlogProof({ leafIndex, hashes, checkpoint }: InclusionProof): string | null {
  if (checkpoint === null) return null;
  const lines = ['c2sp.org/tlog-proof@v1', `index ${leafIndex}`, ...hashes.map((hash) => hash.toString('base64'))];
  return `${lines.join('\n')}\n\n${checkpoint.note}`;
}
