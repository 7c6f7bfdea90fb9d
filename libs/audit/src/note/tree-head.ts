import { HASH_BYTES } from '../merkle';
import { fromBase64 } from './base64';
import { isKeyName } from './key-name';
import { InvalidNote } from './signed-note';

/** What a checkpoint states: the log's name, how many leaves its tree has, and the tree's root. */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text that is signed, of C2SP tlog-checkpoint: origin, size, root, each on a line. */
export function formatTreeHead({ origin, size, root }: TreeHead): string {
  if (!isKeyName(origin)) throw new InvalidNote(`${JSON.stringify(origin)} can’t name a log`);
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Reads a checkpoint's text; lines after the third, which the specification leaves open, are passed over. @throws InvalidNote */
export function parseTreeHead(text: string): TreeHead {
  const [origin = '', decimal = '', base64 = '', ...further] = text.split('\n');
  const size = /^(?:0|[1-9]\d*)$/.test(decimal) ? Number(decimal) : NaN;
  const root = fromBase64(base64);
  if (further.pop() !== '' || further.includes('')) throw new InvalidNote('a checkpoint has no empty lines');
  if (origin === '') throw new InvalidNote('the checkpoint names no log');
  if (!Number.isSafeInteger(size)) throw new InvalidNote('the checkpoint’s size is no whole number');
  if (root?.length !== HASH_BYTES) throw new InvalidNote('the checkpoint’s root is no SHA-256 hash');
  return { origin, size, root };
}
