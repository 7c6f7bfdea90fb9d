import { dayNumber } from '../../calendar';
import { milestoneOf } from '../../catalogue/catalogue';
import type { EvidenceDocument } from '../../events/lifecycle-event';
import type { Notice } from '../../notices';
import { dateProblems, milestoneProblems, pastDateProblems, reasonProblems, textProblems } from '../checks';
import {
  accept,
  refuse,
  type CorrectMilestone,
  type Decision,
  type DecisionContext,
  type MarkMilestoneNotApplicable,
  type RecordMilestone,
  type WithdrawMilestone,
} from '../command';
import { courseOf, firstPassage } from '../course';
import { applies } from '../milestone-course';
import type { History, MilestoneFact } from '../history';
import { notices } from '../notices';
import { profileOn, profileSpans } from '../profile';
import { endedOn } from '../standing';

const recorded = (history: History, milestone: string): MilestoneFact[] =>
  history.facts.filter((fact): fact is MilestoneFact => fact.kind === 'milestone' && fact.milestone === milestone);

function documentProblems(command: RecordMilestone | CorrectMilestone, context: DecisionContext): Notice[] {
  const { document, validUntil, occurredOn } = command;
  const problems: Notice[] = [];
  if (document?.issuedOn !== undefined)
    problems.push(...pastDateProblems('document.issuedOn', document.issuedOn, context));
  if (validUntil !== undefined && validUntil !== null) {
    problems.push(...dateProblems('validUntil', validUntil));
    if (validUntil < occurredOn)
      problems.push(notices.validityBeforeDate('validUntil', { validUntil, date: occurredOn }));
  }
  return problems;
}

/** What is out of order in the world is recorded and warned of: prerequisites never block. */
function orderWarnings(command: RecordMilestone, history: History, context: DecisionContext): Notice[] {
  const { milestone, occurredOn } = command;
  const on = dayNumber(occurredOn);
  const course = courseOf(history, context.catalogue);
  const { kind } = profileOn(
    profileSpans(history, () => context.catalogue),
    on,
  );
  const warnings: Notice[] = [];
  const definition = milestoneOf(context.catalogue, milestone);
  if (definition?.notApplicableTo?.includes(kind))
    warnings.push(notices.milestoneNotForKind('milestone', { milestone, kind }));
  for (const prerequisite of definition?.after ?? []) {
    if (!applies(course, prerequisite, kind, on)) continue;
    const known = course.passages.get(prerequisite)?.[0];
    if (known === undefined)
      warnings.push(notices.prerequisiteMissing('milestone', { milestone: prerequisite, before: milestone }));
    else if (known.on > on) {
      warnings.push(
        notices.prerequisiteLater('occurredOn', { milestone: prerequisite, date: known.fact.on, before: milestone }),
      );
    }
  }
  const end = endedOn(course, on);
  if (end !== null && definition?.exit !== true) {
    const since = history.facts.find((fact) => fact.id === end.by);
    warnings.push(
      notices.projectEnded('occurredOn', { since: since !== undefined && 'on' in since ? String(since.on) : '' }),
    );
  }
  return warnings;
}

export function recordMilestone(command: RecordMilestone, history: History, context: DecisionContext): Decision {
  const { milestone, occurredOn, document, validUntil, note } = command;
  const problems = [
    ...milestoneProblems('milestone', milestone, context),
    ...pastDateProblems('occurredOn', occurredOn, context),
    ...documentProblems(command, context),
    ...(note ? textProblems('note', note, 2000) : []),
  ];
  if (problems.length > 0) return refuse(...problems);
  const known = recorded(history, milestone);
  const clash = command.repeat === true ? known.find((fact) => fact.on === occurredOn) : known[0];
  if (clash !== undefined) return refuse(notices.milestoneAlreadyRecorded('milestone', { milestone, date: clash.on }));
  const data = {
    milestone,
    occurredOn,
    ...(document && { document }),
    ...(validUntil && { validUntil }),
    ...(note && { note }),
  };
  return accept([{ type: 'milestone.reached.v1', data }], orderWarnings(command, history, context));
}

/** The recorded fact that a correction means, or why it can't be told. */
function targetOf(command: CorrectMilestone | WithdrawMilestone, history: History): MilestoneFact | Notice {
  const { milestone, eventId } = command;
  const known = recorded(history, milestone);
  if (eventId !== undefined) {
    return known.find((fact) => fact.id === eventId) ?? notices.eventUnknown('eventId', { eventId });
  }
  if (known.length > 1) return notices.milestoneAmbiguous('eventId', { milestone, count: known.length });
  return known[0] ?? notices.milestoneNotRecorded('milestone', { milestone });
}

const isNotice = (value: MilestoneFact | Notice): value is Notice => 'code' in value;

/** Compared field by field: the order in which a file or a client writes them says nothing. */
function isSameDocument(a: EvidenceDocument, b: EvidenceDocument = {}): boolean {
  return a.number === b.number && a.issuer === b.issuer && a.issuedOn === b.issuedOn && a.sha256 === b.sha256;
}

export function correctMilestone(command: CorrectMilestone, history: History, context: DecisionContext): Decision {
  const { milestone, occurredOn, document, validUntil, reason } = command;
  const problems = [
    ...milestoneProblems('milestone', milestone, context),
    ...pastDateProblems('occurredOn', occurredOn, context),
    ...documentProblems(command, context),
    ...reasonProblems(reason),
  ];
  if (problems.length > 0) return refuse(...problems);
  const target = targetOf(command, history);
  if (isNotice(target)) return refuse(target);
  const validAfter = validUntil === undefined ? target.validUntil : (validUntil ?? undefined);
  // The validity that stays must still fit the date that moves.
  if (validAfter !== undefined && validAfter < occurredOn) {
    return refuse(notices.validityBeforeDate('validUntil', { validUntil: validAfter, date: occurredOn }));
  }
  const sameDocument = document === undefined || isSameDocument(document, target.document);
  const sameValidity = validAfter === target.validUntil;
  if (target.on === occurredOn && sameDocument && sameValidity) return refuse(notices.nothingChanges('occurredOn'));
  const clash = recorded(history, milestone).find((fact) => fact.id !== target.id && fact.on === occurredOn);
  if (clash !== undefined)
    return refuse(notices.milestoneAlreadyRecorded('occurredOn', { milestone, date: occurredOn }));
  const data = {
    target: target.id,
    milestone,
    occurredOn,
    ...(document && { document }),
    ...(validUntil !== undefined && { validUntil }),
    reason,
  };
  return accept([{ type: 'milestone.corrected.v1', data }]);
}

export function withdrawMilestone(command: WithdrawMilestone, history: History): Decision {
  const { milestone, eventId, reason } = command;
  const problems = reasonProblems(reason);
  if (problems.length > 0) return refuse(...problems);
  const waiver = history.facts.find(
    (fact) =>
      fact.kind === 'not-applicable' && fact.milestone === milestone && (eventId === undefined || fact.id === eventId),
  );
  const target = targetOf(command, history);
  // Without an id, a decision that it does not apply is meant only where nothing else can be.
  const unclear = isNotice(target) && eventId === undefined && recorded(history, milestone).length > 0;
  const id = isNotice(target) ? (unclear ? undefined : waiver?.id) : target.id;
  if (id === undefined) return refuse(target as Notice);
  return accept([{ type: 'milestone.withdrawn.v1', data: { target: id, milestone, reason } }]);
}

export function markMilestoneNotApplicable(
  command: MarkMilestoneNotApplicable,
  history: History,
  context: DecisionContext,
): Decision {
  const { milestone, decidedOn, reason, approver } = command;
  const problems = [
    ...milestoneProblems('milestone', milestone, context),
    ...pastDateProblems('decidedOn', decidedOn, context),
    ...textProblems('approver', approver, 200),
    ...reasonProblems(reason),
  ];
  if (problems.length > 0) return refuse(...problems);
  const passage = firstPassage(courseOf(history, context.catalogue), milestone, dayNumber(context.today));
  if (passage !== undefined)
    return refuse(notices.milestoneAlreadyRecorded('milestone', { milestone, date: passage.fact.on }));
  if (history.facts.some((fact) => fact.kind === 'not-applicable' && fact.milestone === milestone)) {
    return refuse(notices.alreadyNotApplicable('milestone', { milestone }));
  }
  return accept([{ type: 'milestone.not-applicable.v1', data: { milestone, decidedOn, reason, approver } }]);
}
