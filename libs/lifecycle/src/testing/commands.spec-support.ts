import type { Day } from '../calendar';
import type { Profile, ResponsibilityRole } from '../events';
import type {
  AmendProject,
  AssignProjectCode,
  AssignResponsibility,
  ChangeStatus,
  CommitSchedule,
  CorrectMilestone,
  CorrectStatus,
  ExplainFlag,
  MarkMilestoneNotApplicable,
  RaiseIssue,
  RecordMilestone,
  ReportInvestment,
  ResolveIssue,
  StatusKind,
  TransferProject,
  WithdrawMilestone,
  WithdrawStatus,
} from '../project';

const reason = '按批文更正';

export const reached = (milestone: string, occurredOn: Day, more: Partial<RecordMilestone> = {}): RecordMilestone => ({
  type: 'recordMilestone',
  milestone,
  occurredOn,
  ...more,
});

export const corrected = (
  milestone: string,
  occurredOn: Day,
  more: Partial<CorrectMilestone> = {},
): CorrectMilestone => ({
  type: 'correctMilestone',
  milestone,
  occurredOn,
  reason,
  ...more,
});

export const withdrawn = (milestone: string, more: Partial<WithdrawMilestone> = {}): WithdrawMilestone => ({
  type: 'withdrawMilestone',
  milestone,
  reason,
  ...more,
});

export const notApplicable = (
  milestone: string,
  decidedOn: Day,
  more: Partial<MarkMilestoneNotApplicable> = {},
): MarkMilestoneNotApplicable => ({
  type: 'markMilestoneNotApplicable',
  milestone,
  decidedOn,
  reason: '豁免管理',
  approver: '生态环境局',
  ...more,
});

export const committed = (targets: Record<string, Day>, committedOn: Day, why = ''): CommitSchedule => ({
  type: 'commitSchedule',
  targets,
  committedOn,
  reason: why,
});

export const status = (to: StatusKind, since: Day, why = '业主申请'): ChangeStatus => ({
  type: 'changeStatus',
  to,
  since,
  reason: why,
});

export const statusCorrected = (eventId: string, since: Day, why = reason): CorrectStatus => ({
  type: 'correctStatus',
  eventId,
  since,
  reason: why,
});

export const statusWithdrawn = (eventId: string, why = reason): WithdrawStatus => ({
  type: 'withdrawStatus',
  eventId,
  reason: why,
});

export const amended = (
  changes: Partial<Profile>,
  effectiveOn: Day | null = null,
  more: Partial<AmendProject> = {},
): AmendProject => ({ type: 'amendProject', changes, effectiveOn, reason, ...more });

export const coded = (code: string, overrideReason?: string): AssignProjectCode => ({
  type: 'assignProjectCode',
  code,
  ...(overrideReason !== undefined && { overrideReason }),
});

export const transferred = (district: string, since: Day, why = '统筹流转'): TransferProject => ({
  type: 'transferProject',
  district,
  since,
  reason: why,
});

export const assigned = (
  role: ResponsibilityRole,
  assignee: string,
  from: Day,
  person?: string,
): AssignResponsibility => ({
  type: 'assignResponsibility',
  role,
  assignee,
  from,
  ...(person !== undefined && { person }),
});

export const invested = (
  month: string,
  amount: string,
  cumulative: string,
  more: Partial<ReportInvestment> = {},
): ReportInvestment => ({ type: 'reportInvestment', month, amount, cumulative, ...more });

export const explained = (
  rule: string,
  events: readonly string[],
  explanation: string | null = '属限额以下工程,无需施工许可',
  bureau = '住房和城乡建设局',
): ExplainFlag => ({ type: 'explainFlag', rule, events, explanation, bureau });

export const raised = (title: string, raisedOn: Day, more: Partial<RaiseIssue> = {}): RaiseIssue => ({
  type: 'raiseIssue',
  title,
  milestone: null,
  bureau: '自然资源局',
  raisedOn,
  dueOn: null,
  ...more,
});

export const resolved = (eventId: string, resolvedOn: Day, resolution = '用地指标已落实'): ResolveIssue => ({
  type: 'resolveIssue',
  eventId,
  resolvedOn,
  resolution,
});
