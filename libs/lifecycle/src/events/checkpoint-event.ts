import type { NewEvent, RecordedEvent } from './envelope';

/** A signed statement of what the store held: a C2SP tlog-checkpoint. It is itself an event, which the next one covers. */
export interface CheckpointIssued {
  /** Name of the log, and of the key that signed. */
  readonly origin: string;
  /** How many events, in global order, the statement covers. */
  readonly size: number;
  /** Root of the RFC 6962 tree over their hashes, base64. */
  readonly rootHash: string;
  /** The signed note, whole. */
  readonly note: string;
  /** The key that verifies the note, as C2SP signed-note writes it. Whether to trust it, nobody can learn from here. */
  readonly verifierKey: string;
}

export interface CheckpointEventData {
  'checkpoint.issued.v1': CheckpointIssued;
}

export type NewCheckpointEvent = NewEvent<'checkpoint.issued.v1', CheckpointIssued>;
export type RecordedCheckpointEvent = RecordedEvent<'checkpoint.issued.v1', CheckpointIssued>;

export const CHECKPOINT_ISSUED = 'checkpoint.issued.v1';

/** The stream of a log's checkpoints. Origins may hold slashes and dashes; the prefix ends at the first dash. */
export const checkpointStream = (origin: string): string => `checkpoint-${origin}`;
