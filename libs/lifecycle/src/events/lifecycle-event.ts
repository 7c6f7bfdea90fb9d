import type { Catalogue } from '../catalogue/catalogue';
import type { Ruleset } from '../bottleneck/ruleset';
import type { Day } from '../calendar';
import type { CheckpointEventData, RecordedCheckpointEvent } from './checkpoint-event';
import type { FlagExplained, IntegrityRulesAdopted, InvestmentReported } from './integrity-event';
import type { IssueRaised, IssueResolved } from './issue-event';
import type { LightEventData, RecordedLightEvent } from './light-event';
import type { NewEvent, RecordedEvent } from './envelope';

/** What a project is, as first registered; each field can be amended. */
export interface Profile {
  readonly name: string;
  /** Code of a kind in the catalogue, e.g. `technical-renovation`. */
  readonly kind: string;
  readonly investor: string | null;
  /** The investor's 统一社会信用代码. */
  readonly investorCode: string | null;
  /** GB/T 2260 code (6, 9 or 12 digits) or a path such as `England/South West`. */
  readonly district: string;
  /** GB/T 4754 code, or the region's own. */
  readonly industry: string | null;
  readonly landMode: string | null;
  /** Exact decimal yuan. */
  readonly totalInvestment: string | null;
  readonly tags: readonly string[];
}

export interface ProjectRegistered extends Profile {
  /** The lifecycle that it follows, and the version known when it was registered. */
  readonly catalogue: { readonly code: string; readonly version: number };
  /** Key in the register or ledger that it came from. */
  readonly external: { readonly register: string; readonly key: string } | null;
}

export interface ProjectAmended {
  readonly changes: Partial<Profile>;
  /** From when the change holds in the world; `null` puts right what was wrong from the start. */
  readonly effectiveOn: Day | null;
  readonly reason: string;
}

export interface ProjectCodeAssigned {
  readonly code: string;
  /** Why a code with a failing check digit was taken all the same. */
  readonly overrideReason?: string;
}

export interface EvidenceDocument {
  readonly number?: string;
  readonly issuer?: string;
  readonly issuedOn?: Day;
  readonly sha256?: string;
}

export interface MilestoneReached {
  readonly milestone: string;
  readonly occurredOn: Day;
  readonly document?: EvidenceDocument;
  readonly validUntil?: Day;
  readonly note?: string;
}

export interface MilestoneCorrected {
  /** Id of the event put right. */
  readonly target: string;
  readonly milestone: string;
  readonly occurredOn: Day;
  /** Absent: as before. */
  readonly document?: EvidenceDocument;
  /** Absent: as before; `null`: as the catalogue says. */
  readonly validUntil?: Day | null;
  readonly reason: string;
}

export interface MilestoneWithdrawn {
  readonly target: string;
  readonly milestone: string;
  readonly reason: string;
}

export interface MilestoneNotApplicable {
  readonly milestone: string;
  readonly decidedOn: Day;
  readonly reason: string;
  /** Post or bureau that approved it, not a person's name. */
  readonly approver: string;
}

export interface ScheduleCommitted {
  /** Target date per milestone code. */
  readonly targets: Readonly<Record<string, Day>>;
  readonly committedOn: Day;
  readonly reason: string;
}

export interface StatusChanged {
  readonly since: Day;
  readonly reason: string;
}

export interface StatusCorrected {
  /** Id of the suspension, resumption, termination or reinstatement put right. */
  readonly target: string;
  readonly since: Day;
  readonly reason: string;
}

export interface StatusWithdrawn {
  readonly target: string;
  readonly reason: string;
}

export interface ProjectTransferred extends StatusChanged {
  readonly district: string;
}

export const RESPONSIBILITY_ROLES = ['lead-official', 'bureau', 'contact'] as const;
export type ResponsibilityRole = (typeof RESPONSIBILITY_ROLES)[number];

export interface ResponsibilityAssigned {
  readonly role: ResponsibilityRole;
  /** A post or bureau (`分管工业副县长`, `生态环境局`), never a person's name: what the event says for ever. */
  readonly assignee: string;
  /** Id of the directory entry of the person in that post. The entry may be erased; the post stays. */
  readonly person?: string;
  readonly from: Day;
  readonly reason?: string;
}

export interface CatalogueAdopted {
  readonly catalogue: Catalogue;
  readonly inForceFrom: Day;
  readonly reason: string;
}

export interface RulesetAdopted {
  readonly ruleset: Ruleset;
  readonly inForceFrom: Day;
  readonly reason: string;
}

/** Each event's stored name (stable, versioned, never a class name) and what it says. */
export interface ProjectEventData {
  'project.registered.v1': ProjectRegistered;
  'project.amended.v1': ProjectAmended;
  'project.code-assigned.v1': ProjectCodeAssigned;
  'milestone.reached.v1': MilestoneReached;
  'milestone.corrected.v1': MilestoneCorrected;
  'milestone.withdrawn.v1': MilestoneWithdrawn;
  'milestone.not-applicable.v1': MilestoneNotApplicable;
  'schedule.committed.v1': ScheduleCommitted;
  'project.suspended.v1': StatusChanged;
  'project.resumed.v1': StatusChanged;
  'project.terminated.v1': StatusChanged;
  'project.reinstated.v1': StatusChanged;
  'project.transferred.v1': ProjectTransferred;
  'status.corrected.v1': StatusCorrected;
  'status.withdrawn.v1': StatusWithdrawn;
  'responsibility.assigned.v1': ResponsibilityAssigned;
  'investment.reported.v1': InvestmentReported;
  'flag.explained.v1': FlagExplained;
  'issue.raised.v1': IssueRaised;
  'issue.resolved.v1': IssueResolved;
}

export interface RuleEventData {
  'catalogue.adopted.v1': CatalogueAdopted;
  'ruleset.adopted.v1': RulesetAdopted;
  'integrity-rules.adopted.v1': IntegrityRulesAdopted;
}

export type LifecycleEventData = ProjectEventData & RuleEventData & CheckpointEventData & LightEventData;
export type ProjectEventType = keyof ProjectEventData;

/** A decided event, before an id and metadata make it an envelope. */
export type ProjectFact = {
  [T in ProjectEventType]: { readonly type: T; readonly data: ProjectEventData[T] };
}[ProjectEventType];

export type NewLifecycleEvent = {
  [T in keyof LifecycleEventData]: NewEvent<T, LifecycleEventData[T]>;
}[keyof LifecycleEventData];
export type RecordedProjectEvent = { [T in ProjectEventType]: RecordedEvent<T, ProjectEventData[T]> }[ProjectEventType];
export type RecordedRuleEvent = { [T in keyof RuleEventData]: RecordedEvent<T, RuleEventData[T]> }[keyof RuleEventData];
export type RecordedLifecycleEvent =
  RecordedProjectEvent | RecordedRuleEvent | RecordedCheckpointEvent | RecordedLightEvent;

export const projectStream = (projectId: string): string => `project-${projectId}`;
export const catalogueStream = (code: string): string => `catalogue-${code}`;
export const rulesetStream = (code: string): string => `ruleset-${code}`;

/** The project id of a `project-{id}` stream, `null` for any other stream. Split at the first dash. */
export function projectIdOf(stream: string): string | null {
  return stream.startsWith('project-') ? stream.slice('project-'.length) : null;
}
