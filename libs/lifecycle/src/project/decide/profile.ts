import type { Profile } from '../../events/lifecycle-event';
import { parseProjectCode } from '../../codes';
import { isYuan, suspectTenThousandfold } from '../../money';
import { dayNumber } from '../../calendar';
import type { Notice } from '../../notices';
import { profileProblems, reasonProblems, dateProblems, pastDateProblems, postProblems, textProblems } from '../checks';
import {
  accept,
  refuse,
  type AmendProject,
  type AssignProjectCode,
  type AssignResponsibility,
  type Decision,
  type DecisionContext,
  type RegisterProject,
  type TransferProject,
} from '../command';
import type { History } from '../history';
import { notices } from '../notices';
import { profileOn, profileSpans, rolesOf, type ProfileOnDay } from '../profile';

export function registerProject(command: RegisterProject, context: DecisionContext): Decision {
  const { profile, external, overrideReason } = command;
  const problems = profileProblems(profile, context, overrideReason);
  if (problems.length > 0) return refuse(...problems);
  const { code, version } = context.catalogue;
  const data = { ...profile, catalogue: { code, version }, external: external ?? null };
  return accept([{ type: 'project.registered.v1', data }]);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export function amendProject(command: AmendProject, history: History, context: DecisionContext): Decision {
  const { effectiveOn, reason } = command;
  const problems = [
    ...profileProblems(command.changes, context, command.overrideReason),
    ...(effectiveOn === null ? [] : dateProblems('effectiveOn', effectiveOn)),
    ...reasonProblems(reason),
  ];
  if (problems.length > 0) return refuse(...problems);
  const spans = profileSpans(history, () => context.catalogue);
  // What holds from the start is put right at the start; what changes is compared with the day of the change.
  const before = effectiveOn === null ? spans[0]?.profile : profileOn(spans, dayNumber(effectiveOn));
  const changed = Object.entries(command.changes).filter(
    ([field, value]) => value !== undefined && !same(value, before?.[field as keyof Profile]),
  );
  if (changed.length === 0) return refuse(notices.nothingChanges(null));
  const changes = Object.fromEntries(changed) as Partial<Profile>;
  const [old, next] = [before?.totalInvestment, changes.totalInvestment];
  const slip = isYuan(old) && isYuan(next) && suspectTenThousandfold(old, next);
  const warnings = slip ? [notices.unitSuspect('totalInvestment', { before: old, after: next })] : [];
  return accept([{ type: 'project.amended.v1', data: { changes, effectiveOn, reason } }], warnings);
}

export function assignProjectCode(command: AssignProjectCode, history: History): Decision {
  const parsed = parseProjectCode(command.code);
  if (!parsed.ok) return refuse(notices.projectCodeFormat('code', { value: command.code }));
  const { code } = parsed;
  const overrideReason = command.overrideReason?.trim();
  if (parsed.checkDigit === 'mismatch' && !overrideReason) {
    return refuse(notices.projectCodeCheckDigit('code', { value: code }));
  }
  const current = history.facts.findLast((fact) => fact.kind === 'code');
  if (current?.code === code) return refuse(notices.nothingChanges('code'));
  return accept(
    [{ type: 'project.code-assigned.v1', data: { code, ...(overrideReason && { overrideReason }) } }],
    parsed.checkDigit === 'mismatch' ? [notices.projectCodeCheckDigit('code', { value: code })] : [],
  );
}

export function transferProject(command: TransferProject, history: History, context: DecisionContext): Decision {
  const { district, since, reason } = command;
  const problems = [
    ...textProblems('district', district, 200),
    ...pastDateProblems('since', since, context),
    ...reasonProblems(reason),
  ];
  if (problems.length > 0) return refuse(...problems);
  const before = profileOn(
    profileSpans(history, () => context.catalogue),
    dayNumber(since),
  );
  if (before.district === district) return refuse(notices.nothingChanges('district'));
  return accept([{ type: 'project.transferred.v1', data: { since, district, reason } }]);
}

/** Refusals of the person named beside a post: one that the directory knows and has not erased, and no bureau's. */
function personProblems({ role, person }: AssignResponsibility, { persons }: DecisionContext): Notice[] {
  if (person === undefined) return [];
  if (role === 'bureau') return [notices.personForBureau('person')];
  const standing = persons?.get(person);
  if (standing === undefined) return [notices.personUnknown('person', { id: person })];
  return standing === 'erased' ? [notices.personErased('person', { id: person })] : [];
}

export function assignResponsibility(
  command: AssignResponsibility,
  history: History,
  context: DecisionContext,
): Decision {
  const { role, assignee, person, from, reason } = command;
  const problems = [
    ...postProblems('assignee', assignee),
    ...personProblems(command, context),
    ...dateProblems('from', from),
  ];
  if (problems.length > 0) return refuse(...problems);
  const before = profileOn(
    profileSpans(history, () => context.catalogue),
    dayNumber(from),
  );
  const after = Object.entries(rolesOf(command)) as [keyof ProfileOnDay, string | null][];
  if (after.every(([field, value]) => before[field] === value)) return refuse(notices.nothingChanges('assignee'));
  const data = { role, assignee, ...(person && { person }), from, ...(reason && { reason }) };
  return accept([{ type: 'responsibility.assigned.v1', data }]);
}
