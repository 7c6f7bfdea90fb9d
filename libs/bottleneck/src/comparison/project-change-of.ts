import { historyEventsOf, projectOf } from '@milepost/graphql';
import { dayOf, FOREVER, type DayNumber } from '@milepost/lifecycle';
import { bottleneckOf } from '../graphql/bucket-of';
import { CaseState, Light } from '../graphql/case.types';
import type {
  CaseChange as CaseChangeData,
  ComparedCase as ComparedCaseData,
  ComparedProject,
} from './compared-project';
import type { ComparedSubjects } from './comparison-reader';
import type { CaseChange, ComparedCase, ProjectChange } from './comparison.types';

const dated = (day: DayNumber | null): string | null => (day === null || day === FOREVER ? null : dayOf(day));

function caseOf({ found, light, heldUp }: ComparedCaseData): ComparedCase {
  return {
    state: CaseState[found.state.toUpperCase() as keyof typeof CaseState],
    light: light === null ? null : Light[light.toUpperCase() as keyof typeof Light],
    since: dayOf(found.since),
    yellowAfter: dated(found.yellowAfter),
    redAfter: dated(found.redAfter),
    committedOn: dated(found.committed),
    turnedOn: dated(found.turnedOn),
    startedBy: found.startedBy,
    turnedBy: found.turnedBy,
    investmentHeldUp: heldUp,
  };
}

/** A project's changes as GraphQL shows them; nothing for one that neither state knows. */
export function projectChangeOf(compared: ComparedProject, { from, to }: ComparedSubjects): ProjectChange[] {
  const { attributes, milestones, cases, passed, told, between, chosen } = compared;
  const shown = compared.to ?? compared.from;
  if (shown === undefined) return [];
  const project = projectOf(shown.summary, compared.to ? to.asOf : from.asOf);
  const events = [...historyEventsOf(told, project).values()].filter(({ id }) => between.has(id));
  const rules = [...to.ruleset.bottlenecks, ...from.ruleset.bottlenecks];
  const changeOf = ({ bottleneck, from: was, to: is }: CaseChangeData): CaseChange[] => {
    const rule = rules.find(({ code }) => code === bottleneck);
    if (rule === undefined) return [];
    return [{ bottleneck: bottleneckOf(rule), from: was && caseOf(was), to: is && caseOf(is) }];
  };
  return [
    {
      project,
      inFrom: chosen.from,
      inTo: chosen.to,
      attributes,
      milestones,
      cases: cases.flatMap(changeOf),
      events,
      passed,
    },
  ];
}
