import type { EventStore } from '@milepost/event-store';
import type { Clock } from '@milepost/lifecycle';
import type { Mapping, MissingMeans } from '../mapping/mapping';

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly refused: number;
}

export interface ImportRequest {
  readonly file: string;
  readonly mapping: Mapping;
  readonly store: EventStore;
  readonly clock: Clock;
  /** Decides everything and writes nothing. */
  readonly dryRun?: boolean;
  /** What it means that a project is no longer listed; as the mapping says, by default. */
  readonly missing?: MissingMeans;
  readonly lanes?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run in order after the projects under way. */
  readonly signal?: AbortSignal;
}
