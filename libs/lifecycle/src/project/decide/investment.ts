import { isMonth, monthOf } from '../../calendar/month';
import { addYuan, compareYuan, isYuan, ZERO_YUAN, type Yuan } from '../../money/yuan';
import type { Notice } from '../../notices';
import { reasonProblems, textProblems } from '../checks';
import { accept, refuse, type Decision, type DecisionContext, type ReportInvestment } from '../command';
import type { History, InvestmentFact } from '../history';
import { notices } from '../notices';

const MAX_PROGRESS_TEXT = 2_000;

function monthProblems(month: string, { today }: DecisionContext): Notice[] {
  if (!isMonth(month)) return [notices.monthInvalid('month', { month })];
  return month > monthOf(today) ? [notices.monthInFuture('month', { month })] : [];
}

function amountProblems({ amount, cumulative }: ReportInvestment): Notice[] {
  const problems = [];
  if (!isYuan(amount)) problems.push(notices.amountInvalid('amount', { value: amount }));
  if (!isYuan(cumulative)) problems.push(notices.amountInvalid('cumulative', { value: cumulative }));
  else if (compareYuan(cumulative, ZERO_YUAN) < 0) problems.push(notices.amountNegative('cumulative'));
  else if (isYuan(amount) && compareYuan(cumulative, amount) < 0) {
    problems.push(notices.cumulativeBelowAmount('cumulative'));
  }
  return problems;
}

/** Hundredths of a percent are the finest that progress is told in. */
const isPercent = (value: number): boolean =>
  value >= 0 && value <= 100 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;

function progressProblems({ progressPercent, progress }: ReportInvestment): Notice[] {
  return [
    ...(progressPercent === undefined || isPercent(progressPercent)
      ? []
      : [notices.progressInvalid('progressPercent')]),
    ...(progress === undefined ? [] : textProblems('progress', progress, MAX_PROGRESS_TEXT)),
  ];
}

/** Sums that do not add up are recorded as they were said, and warned of. */
function sumWarnings({ month, amount, cumulative }: ReportInvestment, reports: readonly InvestmentFact[]): Notice[] {
  const before = reports
    .filter((each) => each.month < month)
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .at(-1);
  if (before === undefined) return [];
  const sum = addYuan(before.cumulative as Yuan, amount as Yuan);
  if (sum === cumulative) return [];
  return [notices.cumulativeOutOfStep('cumulative', { month: before.month, before: before.cumulative })];
}

/** A later report of the same month takes the place of the one before, with a reason. */
export function reportInvestment(command: ReportInvestment, history: History, context: DecisionContext): Decision {
  const { month, amount, cumulative, progressPercent, progress, reason } = command;
  const reports = history.facts.filter((fact): fact is InvestmentFact => fact.kind === 'investment');
  const before = reports.find((each) => each.month === month);
  const problems = [
    ...monthProblems(month, context),
    ...amountProblems(command),
    ...progressProblems(command),
    ...(before === undefined ? [] : reasonProblems(reason)),
    ...(before === undefined && reason ? textProblems('reason', reason) : []),
  ];
  if (problems.length > 0) return refuse(...problems);
  if (
    before?.amount === amount &&
    before.cumulative === cumulative &&
    before.progressPercent === progressPercent &&
    before.progress === progress
  ) {
    return refuse(notices.nothingChanges('month'));
  }
  const data = {
    month,
    amount,
    cumulative,
    ...(progressPercent !== undefined && { progressPercent }),
    ...(progress !== undefined && { progress }),
    ...(before && { replaces: before.id }),
    ...(reason && { reason }),
  };
  return accept([{ type: 'investment.reported.v1', data }], sumWarnings(command, reports));
}
