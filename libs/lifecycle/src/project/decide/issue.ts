import type { Notice } from '../../notices';
import { dateProblems, milestoneProblems, pastDateProblems, postProblems, textProblems } from '../checks';
import { accept, refuse, type Decision, type DecisionContext, type RaiseIssue, type ResolveIssue } from '../command';
import type { History, IssueFact } from '../history';
import { notices } from '../notices';

const MAX_RESOLUTION = 2_000;

function dueProblems({ raisedOn, dueOn }: RaiseIssue): Notice[] {
  if (dueOn === null) return [];
  const problems = dateProblems('dueOn', dueOn);
  if (problems.length > 0) return problems;
  return dueOn < raisedOn ? [notices.issueDueBeforeRaised('dueOn', { date: dueOn, raisedOn })] : [];
}

/** An issue may be raised on any project that is registered, a suspended or ended one included: that may be its cause. */
export function raiseIssue(command: RaiseIssue, context: DecisionContext): Decision {
  const { title, milestone, bureau, raisedOn, dueOn } = command;
  const problems = [
    ...textProblems('title', title),
    ...(milestone === null ? [] : milestoneProblems('milestone', milestone, context)),
    ...postProblems('bureau', bureau),
    ...pastDateProblems('raisedOn', raisedOn, context),
    ...dueProblems(command),
  ];
  if (problems.length > 0) return refuse(...problems);
  return accept([{ type: 'issue.raised.v1', data: { title, milestone, bureau, raisedOn, dueOn } }]);
}

/** Strikes an issue off the ledger, once. */
export function resolveIssue(command: ResolveIssue, { facts }: History, context: DecisionContext): Decision {
  const { eventId, resolvedOn, resolution } = command;
  const problems = [
    ...pastDateProblems('resolvedOn', resolvedOn, context),
    ...textProblems('resolution', resolution, MAX_RESOLUTION),
  ];
  if (problems.length > 0) return refuse(...problems);
  const issue = facts.find((fact): fact is IssueFact => fact.kind === 'issue' && fact.id === eventId);
  if (issue === undefined) return refuse(notices.eventUnknown('eventId', { eventId }));
  if (issue.resolved !== undefined) {
    return refuse(notices.issueAlreadyResolved('eventId', { date: issue.resolved.on }));
  }
  if (resolvedOn < issue.on) {
    return refuse(notices.issueResolvedBeforeRaised('resolvedOn', { date: resolvedOn, raisedOn: issue.on }));
  }
  return accept([{ type: 'issue.resolved.v1', data: { target: eventId, resolvedOn, resolution } }]);
}
