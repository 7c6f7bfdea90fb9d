import {
  profileSpans,
  type CodeFact,
  type CommitmentFact,
  type Day,
  type DecisionContext,
  type History,
  type Profile,
  type ResponsibilityFact,
} from '@milepost/lifecycle';
import type { Attributes, DesiredResponsibility } from '../project/desired-project';
import type { Step } from './step';

type Stated = (source: string) => boolean;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const isBlank = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** What the register last said of the project's fields. */
function lastSaidProfile(history: History, stated: Stated): Partial<Profile> {
  const { catalogue: _catalogue, external: _external, ...registered } = history.registration;
  const amendments = history.facts.filter((fact) => fact.kind === 'profile');
  const changes = amendments.filter(({ on, source }) => on === null && stated(source)).map((fact) => fact.changes);
  return Object.assign({}, stated(history.source) ? registered : {}, ...changes) as Partial<Profile>;
}

/** The fields that the register states otherwise than before and otherwise than is known. */
export function amendSteps(
  history: History,
  desired: Attributes,
  context: DecisionContext,
  stated: Stated,
  reason: string,
): Step[] {
  const said = lastSaidProfile(history, stated);
  const known = profileSpans(history, () => context.catalogue)[0]?.profile;
  const changed = desired.stated.filter((field) => {
    const value = desired.profile[field];
    if (field in said ? same(said[field], value) : isBlank(value)) return false;
    return !same(known?.[field], value);
  });
  if (changed.length === 0) return [];
  const changes = Object.fromEntries(changed.map((field) => [field, desired.profile[field]])) as Partial<Profile>;
  const column = changed.map((field) => desired.columns[field]).find((name) => name !== undefined) ?? null;
  const command = { type: 'amendProject', changes, effectiveOn: null, reason, overrideReason: reason } as const;
  return [{ command, column }];
}

/** A code once assigned stays an alias: a register that leaves it out takes nothing back. */
export function codeSteps(history: History | undefined, desired: Attributes, stated: Stated, reason: string): Step[] {
  const { projectCode } = desired;
  if (projectCode === null) return [];
  const codes = (history?.facts ?? []).filter((fact): fact is CodeFact => fact.kind === 'code');
  const { code, column } = projectCode;
  if (codes.findLast((fact) => stated(fact.source))?.code === code || codes.at(-1)?.code === code) return [];
  return [{ command: { type: 'assignProjectCode', code, overrideReason: reason }, column }];
}

/** Who is responsible as from when; a blank cell relieves nobody. */
export function responsibilitySteps(
  history: History | undefined,
  responsibilities: readonly DesiredResponsibility[],
  context: DecisionContext,
  stated: Stated,
): Step[] {
  const facts = (history?.facts ?? []).filter((fact): fact is ResponsibilityFact => fact.kind === 'responsibility');
  return responsibilities.flatMap(({ role, assignee, from, column }) => {
    const inRole = facts.filter((fact) => fact.role === role);
    const said = inRole.findLast((fact) => stated(fact.source));
    if (said?.assignee === assignee && (from === null || said.on === from)) return [];
    const since = from ?? context.today;
    const before = inRole
      .filter((fact) => fact.on <= since)
      .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    if (before.at(-1)?.assignee === assignee) return [];
    return [{ command: { type: 'assignResponsibility', role, assignee, from: since }, column }];
  });
}

function committed(facts: readonly CommitmentFact[]): Record<string, Day> {
  const byDate = facts.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.revision - b.revision));
  return Object.assign({}, ...byDate.map((fact) => fact.targets)) as Record<string, Day>;
}

/** The planned dates that the register states otherwise than before and otherwise than is known. */
export function scheduleSteps(
  history: History | undefined,
  desired: Attributes,
  context: DecisionContext,
  stated: Stated,
  reason: string,
): Step[] {
  const facts = (history?.facts ?? []).filter((fact): fact is CommitmentFact => fact.kind === 'commitment');
  const known = committed(facts);
  const said = Object.assign(
    {},
    ...facts.filter((fact) => stated(fact.source)).map((fact) => fact.targets),
  ) as typeof known;
  const moved = Object.entries(desired.targets).filter(
    ([milestone, day]) => said[milestone] !== day && known[milestone] !== day,
  );
  if (moved.length === 0) return [];
  const committedOn = desired.committedOn ?? context.today;
  return [
    { command: { type: 'commitSchedule', targets: Object.fromEntries(moved), committedOn, reason }, column: null },
  ];
}
