import type { CodedLabel } from '../catalogue/catalogue';
import type { Label } from '../notices';

export interface Limit {
  readonly count: number;
  readonly unit: 'days' | 'months';
}

/** To which projects a bottleneck applies; an absent condition is always met. */
export interface AppliesWhen {
  readonly kinds?: readonly string[];
  readonly landModes?: readonly string[];
  /** Exact yuan, inclusive. A project without a known total does not meet it. */
  readonly minInvestment?: string;
}

/** One 未: what is awaited, from where the clock runs, and when it turns yellow and red. */
export interface BottleneckRule extends CodedLabel {
  /** Code of the awaited milestone. */
  readonly awaits: string;
  /** The clock starts at the first of these that applies to the project. */
  readonly clockStartsAt: readonly string[];
  /** Limit after the start of the clock; the light turns yellow on the day after. Absent: never without a commitment. */
  readonly yellow?: Limit;
  /** Limit after the day on which yellow fell due; the light turns red on the day after. Absent: never. */
  readonly redAfterYellow?: Limit;
  /** A date committed for the awaited milestone comes before the yellow limit. */
  readonly commitmentFirst: boolean;
  /** Days of suspension do not count towards the limits. A committed date does not move. */
  readonly pauseStopsClock: boolean;
  readonly owner: Label;
  readonly appliesWhen?: AppliesWhen;
  /** Milestones that show the awaited one was skipped; by default all that are later in the catalogue. */
  readonly skippedBy?: readonly string[];
  /** Law, standard or practice that the limits rest on. */
  readonly source?: string;
}

/** Which bottlenecks are watched, over the milestones of one catalogue. */
export interface Ruleset extends CodedLabel {
  readonly version: number;
  /** Code of the catalogue whose milestones it names. */
  readonly catalogue: string;
  readonly bottlenecks: readonly BottleneckRule[];
}
