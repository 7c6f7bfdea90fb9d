import type { Day } from '../calendar';
import type { IntegrityRules } from '../integrity/integrity-rules';
import type { RecordedEvent } from './envelope';

/** A calendar month, `YYYY-MM`, in the region's time zone. */
export type Month = string;

/** What a project is said to have invested in a month: a dispatch figure (调度数), which is not the statistical one (统计数). */
export interface InvestmentReported {
  readonly month: Month;
  /** Invested in the month and up to its end, exact decimal yuan; the month's may be negative, as a deduction. */
  readonly amount: string;
  readonly cumulative: string;
  /** 形象进度 in percent of the whole work, 0 to 100, at most two decimals. */
  readonly progressPercent?: number;
  /** 形象进度 in words. */
  readonly progress?: string;
  /** Id of the report of the same month that this one takes the place of. */
  readonly replaces?: string;
  /** Why it takes its place. */
  readonly reason?: string;
}

/** A monthly report as it was published: what it said stays said. */
export interface ReportPublished {
  readonly month: Month;
  readonly ruleset: { readonly code: string; readonly version: number };
  /** SHA-256 of the frozen figures, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** The state that the figures show. */
  readonly asOf: { readonly on: Day; readonly knownAt: string };
}

/** The answer of a bureau to the question that a flag asks. The flag stays, with its explanation. */
export interface FlagExplained {
  /** Code of the rule. */
  readonly rule: string;
  /** Ids of the project's events that the flag is about. */
  readonly events: readonly string[];
  /** `null` takes an earlier explanation of the same back. */
  readonly explanation: string | null;
  /** Bureau or post that answers, not a person's name. */
  readonly bureau: string;
}

export interface IntegrityRulesAdopted {
  readonly rules: IntegrityRules;
  readonly inForceFrom: Day;
  readonly reason: string;
}

export type RecordedReport = RecordedEvent<'report.published.v1', ReportPublished>;

export const integrityRulesStream = (code: string): string => `integrity-rules-${code}`;
export const reportStream = (month: Month): string => `report-${month}`;
