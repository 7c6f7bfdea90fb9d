import type { Notice, ProjectCommand } from '@milepost/lifecycle';
import type { Complaint } from '../project/complaint';

/** How many events a run recorded, by what they do. */
export interface EventCounts {
  registered: number;
  amended: number;
  recorded: number;
  corrected: number;
  withdrawn: number;
}

export interface Totals extends EventCounts {
  /** Rows of the file. */
  rows: number;
  /** Projects that the file speaks of. */
  projects: number;
  /** Projects for which something was written. */
  changed: number;
  unchanged: number;
  /** Projects of earlier editions that this one does not list, where that means anything. */
  unlisted: number;
  /** Rows that were not taken: of an event log, projects. */
  refused: number;
  events: number;
}

export interface Entry extends Complaint {
  readonly severity: 'refused' | 'warning';
  readonly key: string | null;
}

/** What came of an import. */
export interface ImportReport {
  readonly file: string;
  readonly sha256: string;
  readonly register: string;
  readonly dryRun: boolean;
  /** True when the run was told to stop before its end: run it again to complete it. */
  readonly interrupted: boolean;
  readonly adopted: readonly string[];
  readonly totals: Readonly<Totals>;
  /** Refusals and warnings in the order of lines. */
  readonly entries: readonly Entry[];
  /** Entries left out of the list above because there were too many. */
  readonly entriesLeftOut: number;
  /** Warnings of the lifecycle (an order that is unusual, say) by code, too many to be listed one by one. */
  readonly noticed: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** More complaints than this are counted and not kept: nobody reads them, and they must not fill the memory. */
const MAX_ENTRIES = 100_000;

const COUNTED: Readonly<Record<ProjectCommand['type'], keyof EventCounts>> = {
  registerProject: 'registered',
  amendProject: 'amended',
  assignProjectCode: 'amended',
  assignResponsibility: 'amended',
  transferProject: 'amended',
  commitSchedule: 'recorded',
  reportInvestment: 'recorded',
  explainFlag: 'recorded',
  raiseIssue: 'recorded',
  resolveIssue: 'recorded',
  recordMilestone: 'recorded',
  markMilestoneNotApplicable: 'recorded',
  changeStatus: 'recorded',
  correctMilestone: 'corrected',
  correctStatus: 'corrected',
  withdrawMilestone: 'withdrawn',
  withdrawStatus: 'withdrawn',
};

/** Gathers a report while a run goes on. */
export class Tally {
  readonly totals: Totals = {
    rows: 0,
    projects: 0,
    changed: 0,
    unchanged: 0,
    unlisted: 0,
    refused: 0,
    events: 0,
    registered: 0,
    amended: 0,
    recorded: 0,
    corrected: 0,
    withdrawn: 0,
  };
  readonly noticed: Record<string, number> = {};
  private readonly kept: Entry[] = [];
  private leftOut = 0;

  get entries(): Entry[] {
    return this.kept.toSorted((a, b) => a.line - b.line);
  }

  get entriesLeftOut(): number {
    return this.leftOut;
  }

  add(severity: Entry['severity'], key: string | null, complaints: readonly Complaint[]): void {
    for (const complaint of complaints) {
      if (this.kept.length < MAX_ENTRIES) this.kept.push({ ...complaint, severity, key });
      else this.leftOut += 1;
    }
  }

  /** @param listed whether the file speaks of the project: of those it does not, only changes count */
  took(commands: readonly ProjectCommand[], warnings: readonly Notice[], listed: boolean): void {
    if (commands.length > 0) this.totals.changed += 1;
    else if (listed) this.totals.unchanged += 1;
    this.totals.events += commands.length;
    for (const { type } of commands) this.totals[COUNTED[type]] += 1;
    for (const { code } of warnings) this.noticed[code] = (this.noticed[code] ?? 0) + 1;
  }
}
