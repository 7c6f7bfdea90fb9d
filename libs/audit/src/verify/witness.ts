import type { Label } from '@milepost/lifecycle';
import type { Tail } from './fault';

/** Somebody who knows, from outside of the store, what its first events were. */
export interface Witness {
  readonly name: Label;
  /** How many events it knows of, and the root of their tree. */
  readonly size: number;
  readonly root: Buffer;
  /** The end that each stream had then, where the witness knows it. */
  readonly tails?: () => Promise<ReadonlyMap<string, Tail>>;
}
