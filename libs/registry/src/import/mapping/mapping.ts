import type { Catalogue, Day, ResponsibilityRole, Ruleset, StatusKind } from '@milepost/lifecycle';
import type { Delimiter } from '../read/csv-rows';
import type { Encoding } from '../read/encoding';
import type { DayFormat } from './day-format';
import type { Field } from './field';

/** How a register's file is read as projects. Written as YAML; `docs/import.md` explains each part with an example. */
export interface Mapping {
  /** The mapping's own file. */
  readonly file: string;
  /** Stable code of the register: what its editions have in common, and part of every project's identity. */
  readonly register: string;
  readonly table: Table;
  /** What identifies a project within the register, joined by `/`. */
  readonly key: Field;
  readonly catalogue: Adopted<Catalogue>;
  /** `null`: the mapping brings no rules of its own. */
  readonly ruleset: Adopted<Ruleset> | null;
  readonly dates: Dates;
  readonly profile: ProfileFields;
  readonly projectCode: Field | null;
  readonly responsibilities: readonly ResponsibilityFields[];
  readonly schedule: ScheduleFields | null;
  /** What happened, a column for each milestone or a row for each event. */
  readonly course: Wide | Events;
  /** What a project's absence from a newer edition says. */
  readonly missing: MissingMeans;
}

/** Where a table's cells stand in a file. */
export interface Table {
  readonly encoding: Encoding;
  readonly delimiter?: Delimiter;
  readonly headerRow?: number;
  readonly sheet?: string;
  /** Texts that stand for a blank cell in every column. */
  readonly blank: readonly string[];
}

/** A definition by its code, adopted beforehand, or brought along to be adopted on import. */
export interface Adopted<Definition> {
  readonly code: string;
  readonly brought?: { readonly definition: Definition; readonly inForceFrom: Day; readonly reason: string };
}

export const DATE_FAULTS = ['refuse', 'leave-out'] as const;
/** `refuse`: the row is refused. `leave-out`: the cell counts as blank, with a warning. */
export type DateFault = (typeof DATE_FAULTS)[number];

export interface Dates {
  readonly formats: readonly DayFormat[];
  /** Texts that stand for no date. */
  readonly blank: ReadonlySet<string>;
  /** What becomes of a date that can't be read, and of one that has not come yet where something has happened. */
  readonly unreadable: DateFault;
  readonly future: DateFault;
  /** Where instants are reckoned as days; the catalogue's zone when absent. */
  readonly timeZone?: string;
}

export interface ProfileFields {
  readonly name: Field;
  readonly kind: Field;
  readonly district: Field;
  readonly investor?: Field;
  readonly investorCode?: Field;
  readonly industry?: Field;
  readonly landMode?: Field;
  readonly totalInvestment?: { readonly field: Field; readonly unit: string };
  readonly tags?: readonly { readonly field: Field; readonly split?: RegExp }[];
}

export interface ResponsibilityFields {
  readonly role: ResponsibilityRole;
  readonly assignee: Field;
  /** From when; the day of the import when absent or blank. */
  readonly from?: Field;
}

export interface ScheduleFields {
  readonly targets: readonly { readonly milestone: string; readonly date: Field }[];
  /** When it was committed; the day of the import when absent or blank. */
  readonly committedOn?: Field;
}

export interface DocumentFields {
  readonly number?: Field;
  readonly issuer?: Field;
  readonly issuedOn?: Field;
}

/** What goes with a milestone's date. */
export interface Evidence {
  readonly document?: DocumentFields;
  readonly validUntil?: Field;
}

export interface MilestoneFields extends Evidence {
  readonly milestone: string;
  readonly date: Field;
}

export interface StatusFields {
  readonly to: StatusKind;
  readonly date: Field;
  readonly reason?: Field;
}

/** A row for each project, a column for each milestone. */
export interface Wide {
  readonly format: 'wide';
  readonly milestones: readonly MilestoneFields[];
  readonly statuses: readonly StatusFields[];
}

/** What an activity of an event log stands for. */
export type Activity = { readonly milestone: string } | { readonly status: StatusKind };

/** A row for each event, the rows of a project anywhere in the file. */
export interface Events extends Evidence {
  readonly format: 'events';
  readonly activity: Field;
  readonly date: Field;
  readonly reason?: Field;
  readonly meanings: ReadonlyMap<string, Activity>;
  /** Activities that say nothing here; `all`: every one without a meaning. */
  readonly ignore: ReadonlySet<string> | 'all';
  /**
   * Of several rows of one milestone: all are recorded, the later ones as repeats, by which a project that had gone out
   * comes back in; or only the earliest.
   */
  readonly repeats: Repeats;
  /** A second file with the projects' attributes; absent: they stand in the event rows. */
  readonly cases: { readonly path: string; readonly table: Table; readonly key: Field } | null;
}

export const REPEATS = ['first', 'all'] as const;
export type Repeats = (typeof REPEATS)[number];

export const MISSING_MEANINGS = ['keep', 'withdraw', 'terminate'] as const;
/**
 * `keep`: nothing. `withdraw`: the register takes back all that it had stated of the project. `terminate`: the project
 * has ended, on the day of the import.
 */
export type MissingMeans = (typeof MISSING_MEANINGS)[number];
