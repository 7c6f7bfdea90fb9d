import type { CheckpointIssued, RecordedCheckpointEvent } from '@milepost/lifecycle';

/** A checkpoint as its log's stream holds it. */
export interface Checkpoint extends CheckpointIssued {
  /** Place among the checkpoints of its log, from 0. */
  readonly revision: number;
  readonly eventId: string;
  readonly position: string;
  /** Instant at which the store took it. */
  readonly issuedAt: string;
}

export function checkpointOf({ data, revision, id, position, recordedAt }: RecordedCheckpointEvent): Checkpoint {
  return { ...data, revision, eventId: id, position, issuedAt: recordedAt };
}
