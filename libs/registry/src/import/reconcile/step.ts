import type { Day, ProjectCommand } from '@milepost/lifecycle';

/** A command with the column that called for it, so that a refusal can name the cell. */
export interface Step {
  readonly command: ProjectCommand;
  readonly column: string | null;
  /** The date in the world by which new facts are put in order. */
  readonly on?: Day;
}
