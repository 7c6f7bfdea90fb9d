import { dayNumber, dayOf } from '../../calendar';
import type { Notice } from '../../notices';
import { pastDateProblems, reasonProblems } from '../checks';
import {
  accept,
  refuse,
  type ChangeStatus,
  type CorrectStatus,
  type Decision,
  type DecisionContext,
  type WithdrawStatus,
} from '../command';
import { courseOf } from '../course';
import { isStatus, type Fact, type History } from '../history';
import { notices } from '../notices';
import { endedOn, suspendedOn } from '../standing';

/** Why a change of status does not fit what is known of its day, `null` when it does. */
function misfit(command: ChangeStatus, history: History, context: DecisionContext): Notice | null {
  const on = dayNumber(command.since);
  const course = courseOf(history, context.catalogue);
  const end = endedOn(course, on);
  const pause = suspendedOn(course, on);
  switch (command.to) {
    case 'suspended':
      if (end !== null) return notices.projectEnded('since', { since: dayOf(end.from) });
      return pause === null ? null : notices.alreadySuspended('since', { since: dayOf(pause.from) });
    case 'resumed':
      return pause === null ? notices.notSuspended('since', { date: command.since }) : null;
    case 'terminated':
      return end === null ? null : notices.alreadyEnded('since', { since: dayOf(end.from) });
    case 'reinstated':
      return end === null ? notices.notEnded('since', { date: command.since }) : null;
  }
}

export function changeStatus(command: ChangeStatus, history: History, context: DecisionContext): Decision {
  const { to, since, reason } = command;
  const problems = [...pastDateProblems('since', since, context), ...reasonProblems(reason)];
  if (problems.length > 0) return refuse(...problems);
  const problem = misfit(command, history, context);
  if (problem !== null) return refuse(problem);
  const warnings = changesStanding(command, history, context)
    ? []
    : [notices.statusWithoutEffect('since', { date: since })];
  return accept([{ type: `project.${to}.v1`, data: { since, reason } }], warnings);
}

/** Whether any day's standing is another with the change than without: not when its opposite is dated the same day. */
function changesStanding(
  { to, since, reason }: ChangeStatus,
  history: History,
  { catalogue }: DecisionContext,
): boolean {
  const { revision, source } = history;
  const fact: Fact = { id: '', revision: revision + 1, recordedAt: '', source, kind: to, on: since, reason };
  const [before, after] = [history, { ...history, facts: [...history.facts, fact] }].map((one) => {
    const { pauses, terminations, exits } = courseOf(one, catalogue);
    return JSON.stringify([pauses, terminations, exits]);
  });
  return before !== after;
}

const isDatedStatus = (fact: Fact): boolean => isStatus(fact) || fact.kind === 'transferred';

function statusFact(history: History, eventId: string): Fact | undefined {
  return history.facts.find((fact) => fact.id === eventId && isDatedStatus(fact));
}

export function correctStatus(command: CorrectStatus, history: History, context: DecisionContext): Decision {
  const { eventId, since, reason } = command;
  const problems = [...pastDateProblems('since', since, context), ...reasonProblems(reason)];
  if (problems.length > 0) return refuse(...problems);
  const target = statusFact(history, eventId);
  if (target === undefined) return refuse(notices.eventUnknown('eventId', { eventId }));
  if ('on' in target && target.on === since) return refuse(notices.nothingChanges('since'));
  return accept([{ type: 'status.corrected.v1', data: { target: eventId, since, reason } }]);
}

export function withdrawStatus(command: WithdrawStatus, history: History): Decision {
  const { eventId, reason } = command;
  const problems = reasonProblems(reason);
  if (problems.length > 0) return refuse(...problems);
  if (statusFact(history, eventId) === undefined) return refuse(notices.eventUnknown('eventId', { eventId }));
  return accept([{ type: 'status.withdrawn.v1', data: { target: eventId, reason } }]);
}
