import { dateProblems, milestoneProblems, pastDateProblems, reasonProblems, textProblems } from '../checks';
import { accept, refuse, type CommitSchedule, type Decision, type DecisionContext } from '../command';
import type { CommitmentFact, History } from '../history';
import { notices } from '../notices';

/** The date last committed for each milestone. */
function committedDates(history: History): Record<string, string> {
  const commitments = history.facts.filter((fact): fact is CommitmentFact => fact.kind === 'commitment');
  const byDate = commitments.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.revision - b.revision));
  return Object.assign({}, ...byDate.map((commitment) => commitment.targets)) as Record<string, string>;
}

export function commitSchedule(command: CommitSchedule, history: History, context: DecisionContext): Decision {
  const { targets, committedOn, reason } = command;
  const entries = Object.entries(targets);
  if (entries.length === 0) return refuse(notices.commitmentEmpty('targets'));
  const problems = entries.flatMap(([milestone, date]) => [
    ...milestoneProblems(`targets.${milestone}`, milestone, context),
    ...dateProblems(`targets.${milestone}`, date),
  ]);
  problems.push(...pastDateProblems('committedOn', committedOn, context));
  const before = committedDates(history);
  const moved = entries.some(([milestone, date]) => before[milestone] !== undefined && before[milestone] !== date);
  if (moved) problems.push(...reasonProblems(reason));
  else if (reason !== '') problems.push(...textProblems('reason', reason));
  if (problems.length > 0) return refuse(...problems);
  if (entries.every(([milestone, date]) => before[milestone] === date))
    return refuse(notices.nothingChanges('targets'));
  const warnings = entries
    .filter(([, date]) => date < context.today)
    .map(([milestone, date]) => notices.commitmentInPast(`targets.${milestone}`, { milestone, date }));
  return accept([{ type: 'schedule.committed.v1', data: { targets, committedOn, reason } }], warnings);
}
