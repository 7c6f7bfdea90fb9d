import type { Notice } from '@milepost/lifecycle';

/** What is wrong, or worth a look, in a row. */
export interface Complaint {
  readonly line: number;
  /** The column meant, `null` when it concerns the whole row. */
  readonly column: string | null;
  /** What stands there. */
  readonly value: string | null;
  readonly notice: Notice;
}
