import type { Caller } from '../caller';

/** A use of a root query field: what somebody asked for, and how much they were told. */
export interface Read {
  /** Name of the operation in the document, when it has one. */
  readonly operation: string | null;
  /** The field itself, whatever alias it was asked under. */
  readonly field: string;
  /** Its arguments, variables and defaults filled in. */
  readonly selection: Readonly<Record<string, unknown>>;
  /** Rows answered, `null` when that can't be told from the answer's shape. */
  rows: number | null;
  /** Position of the view that answered, where the answer says it. */
  position: string | null;
  /** It was answered with an error. */
  failed: boolean;
  /** When the field was begun with, in the milliseconds of `performance.now()`. */
  readonly began: number;
}

/** Where reads are recorded. */
export interface ReadLog {
  /**
   * Resolves when the reads are recorded: only then the answer goes out.
   * @throws Unavailable when they can't be; then nothing is answered
   */
  record(reads: readonly Read[], caller: Caller): Promise<void>;
}
