import type { EventStore } from '@milepost/event-store';
import type { Pool } from '@milepost/postgres';
import type { Folding } from './by-stream/folding';
import type { OnStep } from './follow/step';
import type { Checkpoint } from './generation/checkpoint';
import type { AnyProjection } from './projection';

export interface RebuildProgress {
  readonly projection: string;
  /** Position reached, and the store's last one when it was last looked at. */
  readonly position: string;
  readonly head: string;
  /** Events folded since this rebuild began or was resumed. */
  readonly events: number;
}

export interface Rebuild {
  readonly projection: AnyProjection;
  readonly store: EventStore;
  readonly pool: Pool;
  readonly batchSize: number;
  readonly mostStates: number;
  /** Go on with a next generation of the same version left by a rebuild that was cut off; otherwise start over. */
  readonly resume: boolean;
  readonly signal?: AbortSignal;
  /** Where streams are folded, when the view is built stream by stream; in this process, by default. */
  readonly folding?: Folding;
  /** Asked once no other process can be at it: whether there is still reason to. Always, by default. */
  readonly needed?: (live: Checkpoint | undefined, next: Checkpoint | undefined) => boolean;
  /** Called once it is certain that no other process is at it. */
  readonly onBegin?: () => void;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly onStep?: OnStep;
  /** Called whenever readers of the live tables keep the switch waiting. */
  readonly onReadersInTheWay?: () => void;
}
