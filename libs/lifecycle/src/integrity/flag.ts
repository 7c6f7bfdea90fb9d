import type { DayNumber } from '../calendar/day';

/** What a flag says of itself besides its rule: codes of milestones, days as text, counts. Words are made of it later. */
export type FlagDetail = Readonly<Record<string, string | number>>;

/** What a rule finds in a project, over all days on which it would say so: `from` inclusive, `to` exclusive. */
export interface Finding {
  /** Tells the findings of one rule apart: a milestone, an event, a document number. */
  readonly subject: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Ids of the project's events that it is about. */
  readonly events: readonly string[];
  readonly detail: FlagDetail;
}

/** A question raised about a project, and the days on which it stands: `from` inclusive, `to` exclusive. */
export interface FlagSpan {
  /** Code and version of the set of rules. */
  readonly rules: string;
  readonly version: number;
  /** Code of the rule. */
  readonly rule: string;
  readonly subject: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** The day since which what it asks about has been so; the rule may be in force only since later. */
  readonly since: DayNumber;
  readonly events: readonly string[];
  readonly detail: FlagDetail;
  /** Id of the event that explains it, `null` while it waits for an answer. */
  readonly explainedBy: string | null;
}
