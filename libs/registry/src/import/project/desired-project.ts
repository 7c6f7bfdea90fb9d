import type { Day, EvidenceDocument, Profile, ResponsibilityRole, StatusKind } from '@milepost/lifecycle';
import type { Repeats } from '../mapping/mapping';
import type { Complaint } from './complaint';

/** A milestone as the register states it. */
export interface DesiredMilestone {
  readonly milestone: string;
  readonly on: Day;
  readonly column: string | null;
  /** Absent: the mapping says nothing of documents; `null`: the register names none. */
  readonly document?: EvidenceDocument | null;
  /** Absent: the mapping says nothing of validity; `null`: not limited. */
  readonly validUntil?: Day | null;
}

export interface DesiredStatus {
  readonly to: StatusKind;
  readonly on: Day;
  readonly column: string | null;
  readonly reason: string | null;
}

export interface DesiredResponsibility {
  readonly role: ResponsibilityRole;
  readonly assignee: string;
  /** `null`: the day of the import. */
  readonly from: Day | null;
  readonly column: string | null;
}

/** What a register says of a project besides what happened to it. */
export interface Attributes {
  readonly profile: Profile;
  /** The fields that the mapping speaks of; the others are for people to fill in. */
  readonly stated: readonly (keyof Profile)[];
  /** The column of each field, for refusals. */
  readonly columns: Readonly<Partial<Record<keyof Profile, string>>>;
  readonly projectCode: { readonly code: string; readonly column: string | null } | null;
  readonly responsibilities: readonly DesiredResponsibility[];
  readonly targets: Readonly<Record<string, Day>>;
  /** `null`: the day of the import. */
  readonly committedOn: Day | null;
}

/** What a register speaks of: where it is silent, it takes nothing back. */
export interface Scope {
  readonly milestones: readonly string[];
  readonly statuses: readonly StatusKind[];
  readonly repeats: Repeats;
}

/** All that an edition of a register says of one project. */
export interface DesiredProject extends Attributes {
  readonly milestones: readonly DesiredMilestone[];
  readonly statuses: readonly DesiredStatus[];
  readonly scope: Scope;
}

/** A project as read from its rows; refused when there is any complaint. */
export interface ReadProject {
  /** `null` for a row without a key. */
  readonly key: string | null;
  /** The line on which it starts. */
  readonly line: number;
  readonly project: DesiredProject | null;
  readonly complaints: readonly Complaint[];
  readonly warnings: readonly Complaint[];
}
