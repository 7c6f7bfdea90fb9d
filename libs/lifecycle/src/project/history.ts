import type { EvidenceDocument, Profile, ProjectRegistered, ResponsibilityRole } from '../events/lifecycle-event';
import type { Month } from '../events/integrity-event';
import type { Day } from '../calendar';

/** What every fact carries: the event that stated it and those that put it right. */
interface FactBase {
  /** Id of the event that stated it: the handle for corrections, and the way from a figure back to its event. */
  readonly id: string;
  /** Revision of that event in the project's stream; later statements win over earlier ones of the same date. */
  readonly revision: number;
  readonly recordedAt: string;
  /** The system or file that stated it as it stands now: the event's own, or that of its latest correction. */
  readonly source: string;
  /** Instant of the latest correction, when there was one. */
  readonly correctedAt?: string;
  /** The dates that it had before and who stated them, oldest first. */
  readonly earlier?: readonly EarlierDate[];
}

export interface EarlierDate {
  readonly on: Day;
  readonly source: string;
  /** Id of the correction that took its place, and the instant at which the store took that. */
  readonly replacedBy: string;
  readonly replacedAt: string;
}

/** A file that proved a fact until a correction put another one in its place. */
export interface ReplacedFile {
  readonly sha256: string;
  /** Number of the document that it was. */
  readonly number?: string;
  readonly replacedBy: string;
  readonly replacedAt: string;
}

/** A fact taken back: no longer true, but remembered, so that an older file does not bring it up again. */
export interface WithdrawnFact {
  readonly fact: Fact;
  /** Who took it back. */
  readonly source: string;
}

export interface ProfileFact extends FactBase {
  readonly kind: 'profile';
  /** `null`: from the start. */
  readonly on: Day | null;
  readonly changes: Partial<Profile>;
}

export interface CodeFact extends FactBase {
  readonly kind: 'code';
  readonly code: string;
}

export interface MilestoneFact extends FactBase {
  readonly kind: 'milestone';
  readonly milestone: string;
  readonly on: Day;
  readonly document?: EvidenceDocument;
  readonly validUntil?: Day;
  readonly note?: string;
  /** Files that it was proved by before, oldest first. */
  readonly replacedFiles?: readonly ReplacedFile[];
}

export interface NotApplicableFact extends FactBase {
  readonly kind: 'not-applicable';
  readonly milestone: string;
  readonly on: Day;
  readonly reason: string;
  readonly approver: string;
}

export interface CommitmentFact extends FactBase {
  readonly kind: 'commitment';
  readonly on: Day;
  readonly targets: Readonly<Record<string, Day>>;
  readonly reason: string;
}

export const STATUS_KINDS = ['suspended', 'resumed', 'terminated', 'reinstated'] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];

export interface StatusFact extends FactBase {
  readonly kind: StatusKind;
  readonly on: Day;
  readonly reason: string;
}

export interface TransferFact extends FactBase {
  readonly kind: 'transferred';
  readonly on: Day;
  readonly district: string;
  readonly reason: string;
}

export interface ResponsibilityFact extends FactBase {
  readonly kind: 'responsibility';
  readonly on: Day;
  readonly role: ResponsibilityRole;
  readonly assignee: string;
  /** Id of a directory entry. */
  readonly person?: string;
}

/** A month's investment as reported last: a dispatch figure (调度数), not the statistical one. */
export interface InvestmentFact extends FactBase {
  readonly kind: 'investment';
  /** The last day of the month. */
  readonly on: Day;
  readonly month: Month;
  readonly amount: string;
  readonly cumulative: string;
  readonly progressPercent?: number;
  readonly progress?: string;
}

/** The answer to a flag's question. It has no date: it speaks of events, whenever those were. */
export interface ExplanationFact extends FactBase {
  readonly kind: 'explanation';
  readonly on: null;
  readonly rule: string;
  readonly events: readonly string[];
  readonly explanation: string;
  readonly bureau: string;
}

/** An issue of the problem ledger (问题台账), open until it is struck off. */
export interface IssueFact extends FactBase {
  readonly kind: 'issue';
  /** The day on which it was raised. */
  readonly on: Day;
  readonly title: string;
  readonly milestone: string | null;
  readonly bureau: string;
  readonly dueOn: Day | null;
  readonly resolved?: IssueResolution;
}

export interface IssueResolution {
  /** Id of the event that says so. */
  readonly by: string;
  readonly on: Day;
  readonly resolution: string;
}

export type Fact =
  | ProfileFact
  | CodeFact
  | MilestoneFact
  | NotApplicableFact
  | CommitmentFact
  | StatusFact
  | TransferFact
  | ResponsibilityFact
  | InvestmentFact
  | ExplanationFact
  | IssueFact;

/** All that is held to be true of a project at some instant of knowledge: withdrawn facts gone, corrected ones as corrected. */
export interface History {
  readonly projectId: string;
  /** Revision of the last event folded in. */
  readonly revision: number;
  /** Position of the last event folded in. */
  readonly position: string;
  readonly registeredAt: string;
  /** Id of the event that registered it. */
  readonly registeredBy: string;
  readonly registration: ProjectRegistered;
  /** The system or file that registered it. */
  readonly source: string;
  /** In the order in which they were stated. */
  readonly facts: readonly Fact[];
  readonly withdrawn: readonly WithdrawnFact[];
}

export const isStatus = (fact: Fact): fact is StatusFact => (STATUS_KINDS as readonly string[]).includes(fact.kind);
export const isMilestone = (fact: Fact): fact is MilestoneFact => fact.kind === 'milestone';
