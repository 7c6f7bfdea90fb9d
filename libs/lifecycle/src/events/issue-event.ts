import type { Day } from '../calendar';

/** A problem that stands in a project's way, entered in the ledger (问题台账). The event's id is the issue's identity. */
export interface IssueRaised {
  /** What blocks. */
  readonly title: string;
  /** Code of the milestone that it holds up; `null` where it is none in particular. */
  readonly milestone: string | null;
  /** Bureau or post that has to solve it, not a person's name. */
  readonly bureau: string;
  readonly raisedOn: Day;
  /** Last day on which it is to be solved; `null` where none was set. */
  readonly dueOn: Day | null;
}

/** An issue solved and struck off the ledger (销号). */
export interface IssueResolved {
  /** Id of the event that raised it. */
  readonly target: string;
  readonly resolvedOn: Day;
  /** How it was solved. */
  readonly resolution: string;
}
