import type { Day } from '../calendar';
import type { EvidenceDocument, Profile, ResponsibilityRole } from '../events/lifecycle-event';
import type { IntegrityBasis } from '../integrity/raised-flags';
import type { Notice } from '../notices';
import type { Catalogue } from '../catalogue/catalogue';
import type { ProjectFact } from '../events/lifecycle-event';
import type { StatusKind } from './history';

export interface RegisterProject {
  readonly type: 'registerProject';
  readonly projectId: string;
  readonly profile: Profile;
  readonly external?: { readonly register: string; readonly key: string };
  /** Why a credit code with a failing check is taken all the same. */
  readonly overrideReason?: string;
}

export interface AmendProject {
  readonly type: 'amendProject';
  readonly changes: Partial<Profile>;
  readonly effectiveOn: Day | null;
  readonly reason: string;
  readonly overrideReason?: string;
}

export interface AssignProjectCode {
  readonly type: 'assignProjectCode';
  readonly code: string;
  readonly overrideReason?: string;
}

export interface RecordMilestone {
  readonly type: 'recordMilestone';
  readonly milestone: string;
  readonly occurredOn: Day;
  readonly document?: EvidenceDocument;
  readonly validUntil?: Day;
  readonly note?: string;
  /** Records it once more, as an approval is given again. */
  readonly repeat?: boolean;
}

export interface CorrectMilestone {
  readonly type: 'correctMilestone';
  readonly milestone: string;
  /** Needed only where the milestone was recorded more than once. */
  readonly eventId?: string;
  readonly occurredOn: Day;
  readonly document?: EvidenceDocument;
  readonly validUntil?: Day | null;
  readonly reason: string;
}

export interface WithdrawMilestone {
  readonly type: 'withdrawMilestone';
  readonly milestone: string;
  readonly eventId?: string;
  readonly reason: string;
}

export interface MarkMilestoneNotApplicable {
  readonly type: 'markMilestoneNotApplicable';
  readonly milestone: string;
  readonly decidedOn: Day;
  readonly reason: string;
  readonly approver: string;
}

export interface CommitSchedule {
  readonly type: 'commitSchedule';
  readonly targets: Readonly<Record<string, Day>>;
  readonly committedOn: Day;
  /** May be blank for the first commitment, never for a change of one. */
  readonly reason: string;
}

/** `suspendProject`, `resumeProject`, `terminateProject`, `reinstateProject` in one shape. */
export interface ChangeStatus {
  readonly type: 'changeStatus';
  readonly to: StatusKind;
  readonly since: Day;
  readonly reason: string;
}

export interface CorrectStatus {
  readonly type: 'correctStatus';
  readonly eventId: string;
  readonly since: Day;
  readonly reason: string;
}

export interface WithdrawStatus {
  readonly type: 'withdrawStatus';
  readonly eventId: string;
  readonly reason: string;
}

export interface TransferProject {
  readonly type: 'transferProject';
  readonly district: string;
  readonly since: Day;
  readonly reason: string;
}

export interface AssignResponsibility {
  readonly type: 'assignResponsibility';
  readonly role: ResponsibilityRole;
  readonly assignee: string;
  /** Id of the directory entry of the person in that post. */
  readonly person?: string;
  readonly from: Day;
  readonly reason?: string;
}

export interface ReportInvestment {
  readonly type: 'reportInvestment';
  /** `YYYY-MM`. */
  readonly month: string;
  /** Exact decimal yuan, of the month and up to its end. */
  readonly amount: string;
  readonly cumulative: string;
  readonly progressPercent?: number;
  readonly progress?: string;
  /** Required where the month was reported before. */
  readonly reason?: string;
}

export interface ExplainFlag {
  readonly type: 'explainFlag';
  readonly rule: string;
  /** Ids of the project's events that the flag is about. */
  readonly events: readonly string[];
  /** `null` takes an earlier explanation back. */
  readonly explanation: string | null;
  readonly bureau: string;
}

export interface RaiseIssue {
  readonly type: 'raiseIssue';
  readonly title: string;
  /** Code of the milestone that it holds up. */
  readonly milestone: string | null;
  /** Bureau or post that has to solve it. */
  readonly bureau: string;
  readonly raisedOn: Day;
  readonly dueOn: Day | null;
}

export interface ResolveIssue {
  readonly type: 'resolveIssue';
  /** Id of the event that raised it. */
  readonly eventId: string;
  readonly resolvedOn: Day;
  readonly resolution: string;
}

export type ProjectCommand =
  | RegisterProject
  | AmendProject
  | AssignProjectCode
  | RecordMilestone
  | CorrectMilestone
  | WithdrawMilestone
  | MarkMilestoneNotApplicable
  | CommitSchedule
  | ChangeStatus
  | CorrectStatus
  | WithdrawStatus
  | TransferProject
  | AssignResponsibility
  | ReportInvestment
  | ExplainFlag
  | RaiseIssue
  | ResolveIssue;

/** What the directory has under an id: a person, or what is left of one erased. */
export type PersonStanding = 'present' | 'erased';

/** What a decision may know besides the history: no clock, no I/O. */
export interface DecisionContext {
  /** Today in the region's time zone. */
  readonly today: Day;
  /** The catalogue version in force. */
  readonly catalogue: Catalogue;
  /** The persons that the command names, by id; one that is not among them does not exist. */
  readonly persons?: ReadonlyMap<string, PersonStanding>;
  /** What flags are found by, where it is at hand. */
  readonly integrity?: IntegrityBasis;
}

export interface Accepted {
  readonly accepted: true;
  readonly facts: readonly ProjectFact[];
  /** Recorded, but worth a look. */
  readonly warnings: readonly Notice[];
}

export interface Refused {
  readonly accepted: false;
  readonly errors: readonly Notice[];
}

export type Decision = Accepted | Refused;

export const accept = (facts: readonly ProjectFact[], warnings: readonly Notice[] = []): Accepted => ({
  accepted: true,
  facts,
  warnings,
});

export const refuse = (...errors: Notice[]): Refused => ({ accepted: false, errors });
