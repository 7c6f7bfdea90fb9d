import type { Tail } from './fault';
import { RunningTree } from './running-tree';

/** A checkpoint event that a walk has found to hold. */
export interface PassedCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly rootHash: string;
  /** Of the event. */
  readonly position: string;
}

/** Where a walk stands: all that it needs to go on. */
export interface WalkPoint {
  /** Of the last event that was walked, and its instant; `'0'` and empty before the first. */
  position: string;
  recordedAt: string;
  readonly tree: RunningTree;
  /** The end of each stream: about 250 bytes for each, which is what bounds the size of a store that can be walked. */
  readonly tails: Map<string, Tail>;
  readonly checkpoints: PassedCheckpoint[];
}

export const beginning = (): WalkPoint => ({
  position: '0',
  recordedAt: '',
  tree: RunningTree.empty(),
  tails: new Map(),
  checkpoints: [],
});
