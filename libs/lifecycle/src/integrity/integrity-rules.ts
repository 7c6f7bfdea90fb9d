import type { Label } from '../notices';

/** What rules of each kind are told; money is exact decimal yuan. `milestones`: only these, all where it is absent. */
export interface IntegrityParameters {
  /** The milestone happened before one of the others, or these have not happened yet. */
  'order-inversion': { readonly milestone: string; readonly before: readonly string[] };
  /** One of the milestones has happened, the missing one has not. */
  'missing-milestone': {
    readonly milestones: readonly string[];
    readonly missing: string;
    /** Only projects of at least this total investment. */
    readonly minInvestment?: string;
  };
  /** Recorded more than so many days after it happened. */
  'late-recording': { readonly days: number; readonly milestones?: readonly string[] };
  /** Written into, or moved out of, a month whose report was published before. */
  'published-month': { readonly milestones?: readonly string[] };
  /** At least so many milestones recorded within so many minutes. */
  'one-sitting': {
    readonly count: number;
    readonly minutes: number;
    /** What came from a source that begins like one of these does not count. */
    readonly ignoreSources?: readonly string[];
  };
  /** At least so many dates on the last day of a quarter, and at least such a share of all. */
  'quarter-end': { readonly count: number; readonly sharePercent: number };
  /** An approval past its validity before anything was built upon it. */
  'expired-approval': { readonly approvals: readonly string[] };
  /** Invested in percent of the total, against 形象进度, differs by more than so many percentage points. */
  'investment-progress': { readonly points: number };
  /** The same investor, district and name as another project that has not ended. */
  'duplicate-project': Readonly<Record<string, never>>;
  /** A document number that another project has too. */
  'shared-document': { readonly milestones?: readonly string[] };
  /** Another file under the number of a document that had one. */
  'changed-document': { readonly milestones?: readonly string[] };
}

export type IntegrityKind = keyof IntegrityParameters;

interface RuleOf<Kind extends IntegrityKind> {
  readonly code: string;
  readonly kind: Kind;
  readonly label: Label;
  /** What the flag asks of whoever is responsible. */
  readonly question: Label;
  /** Law, standard or practice that it rests on. */
  readonly source: string;
  readonly parameters: IntegrityParameters[Kind];
}

/** What is looked out for: a flag raised by it is a question, not a finding. */
export type IntegrityRule = { [Kind in IntegrityKind]: RuleOf<Kind> }[IntegrityKind];
export type RuleOfKind<Kind extends IntegrityKind> = Extract<IntegrityRule, { kind: Kind }>;

/** A version of a set of rules, over one catalogue's projects. */
export interface IntegrityRules {
  readonly code: string;
  readonly label: Label;
  readonly version: number;
  /** Code of the catalogue whose milestones it names. */
  readonly catalogue: string;
  readonly rules: readonly IntegrityRule[];
}

/** The kinds that look at other projects too. */
export const SHARED_KINDS = ['duplicate-project', 'shared-document'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export const isShared = (kind: IntegrityKind): kind is SharedKind => (SHARED_KINDS as readonly string[]).includes(kind);
