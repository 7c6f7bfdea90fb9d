import {
  courseOf,
  dayNumber,
  dayOf,
  decideInTurn,
  evolve,
  profileOn,
  profileSpans,
  projectStream,
  timelineOn,
  type Catalogue,
  type DecisionContext,
  type History,
  type ProjectCommand,
  type RecordedProjectEvent,
} from '@milepost/lifecycle';
import fc from 'fast-check';
import type { DesiredMilestone, DesiredProject } from '../project/desired-project';
import { settleStatuses } from '../project/settle-statuses';
import { sourceOf, type Edition } from './provenance';
import { reconcile } from './reconcile';

const label = { zh: '', en: '' };
const catalogue: Catalogue = {
  code: 'toy',
  label,
  version: 1,
  timeZone: 'UTC',
  kinds: [{ code: 'plant', label }],
  landModes: [],
  sizeTiers: [],
  milestones: ['a', 'b', 'out'].map((code) => ({
    code,
    label,
    after: [],
    recorder: label,
    ...(code === 'out' && { exit: true }),
  })),
};
const context: DecisionContext = { today: '2024-01-01', catalogue };
const identity = { projectId: 'p', key: 'k' };
const edition = (name: string): Edition => ({ register: 'toy', file: `${name}.csv`, sha256: name });

let serial = 0;

function record(
  commands: readonly ProjectCommand[],
  history: History | undefined,
  source: string,
): History | undefined {
  const decision = decideInTurn(commands, identity.projectId, history, context);
  if (!decision.accepted) throw new Error(decision.errors.map((error) => error.en).join('; '));
  return decision.facts.reduce<History | undefined>((known, fact) => {
    const revision = (known?.revision ?? -1) + 1;
    serial += 1;
    const event = {
      ...fact,
      id: `event-${serial}`,
      stream: projectStream('p'),
      revision,
      position: String(serial),
      recordedAt: '2024-01-01T00:00:00.000Z',
      metadata: { actor: 'x', source },
    };
    return evolve(known, event as RecordedProjectEvent);
  }, history);
}

const steps = (desired: DesiredProject, history: History | undefined, name: string) =>
  reconcile(history, desired, identity, edition(name), context).map(({ command }) => command);

const take = (desired: DesiredProject, history: History | undefined, name: string) =>
  record(steps(desired, history, name), history, sourceOf(edition(name))) as History;

const day = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2020-02-01') }).map(dayOf);
const document = fc.option(fc.record({ number: fc.constantFrom('1', '2') }), { nil: null });

/** Editions of one project: milestones once or repeated, documents, status changes that fit, attributes. */
const desiredProject = (repeats: 'first' | 'all'): fc.Arbitrary<DesiredProject> =>
  fc
    .record({
      name: fc.constantFrom('x', 'y'),
      investor: fc.constantFrom(null, 'i', 'j'),
      dates: fc.array(fc.record({ milestone: fc.constantFrom('a', 'b', 'out'), on: day, document }), { maxLength: 6 }),
      pauses: fc.uniqueArray(day, { maxLength: 4 }),
      bureau: fc.option(fc.constantFrom('one', 'two'), { nil: null }),
    })
    .map(({ name, investor, dates, pauses, bureau }) => {
      const seen = new Set<string>();
      const milestones = dates
        .filter(({ milestone, on }) => {
          const id = repeats === 'first' ? milestone : milestone + on;
          return !seen.has(id) && seen.add(id);
        })
        .map((each): DesiredMilestone => ({ ...each, column: each.milestone }));
      const statuses = pauses.sort().map((on, index) => ({
        to: index % 2 === 0 ? ('suspended' as const) : ('resumed' as const),
        on,
        column: null,
        reason: null,
      }));
      return {
        profile: {
          name,
          kind: 'plant',
          investor,
          investorCode: null,
          district: 'd',
          industry: null,
          landMode: null,
          totalInvestment: null,
          tags: [],
        },
        stated: ['name', 'kind', 'investor', 'district'],
        columns: {},
        projectCode: null,
        responsibilities: bureau === null ? [] : [{ role: 'bureau', assignee: bureau, from: null, column: null }],
        targets: {},
        committedOn: null,
        milestones,
        statuses: settleStatuses(statuses, milestones, catalogue).kept,
        scope: { milestones: ['a', 'b', 'out'], statuses: ['suspended', 'resumed'], repeats },
      };
    });

/** All that a view shows of what happened, whoever stated it and when. */
function shown(history: History) {
  const course = courseOf(history, catalogue);
  const on = dayNumber(context.today);
  const entries = timelineOn(course, 'plant', on).map(({ milestone, occurredOn, document: paper }) => [
    milestone.code,
    occurredOn,
    paper,
  ]);
  const passages = [...course.passages].map(([code, list]) => [code, list.map((passage) => passage.on)]).sort();
  const { name, investor } = profileOn(
    profileSpans(history, () => catalogue),
    on,
  );
  const spans = [course.pauses, course.exits].map((list) => list.map(({ from, to }) => [from, to]));
  return { entries, passages, name, investor, spans };
}

describe.each(['first', 'all'] as const)('reconciling with repeats: %s', (repeats) => {
  it('finds nothing to do the second time', () => {
    fc.assert(
      fc.property(desiredProject(repeats), desiredProject(repeats), (a, b) => {
        const after = take(b, take(a, undefined, 'a'), 'b');
        expect(steps(b, after, 'b again')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('makes of edition A and then B what B alone makes', () => {
    fc.assert(
      fc.property(desiredProject(repeats), desiredProject(repeats), (a, b) => {
        expect(shown(take(b, take(a, undefined, 'a'), 'b'))).toEqual(shown(take(b, undefined, 'b')));
      }),
      { numRuns: 400 },
    );
  });

  it('lets what a person said since stand when the edition comes again', () => {
    fc.assert(
      fc.property(desiredProject(repeats), day, fc.constantFrom('correct', 'withdraw'), (a, on, how) => {
        const known = take(a, undefined, 'a');
        const target = known.facts.find((fact) => fact.kind === 'milestone');
        if (target?.kind !== 'milestone') return;
        const { milestone, id: eventId } = target;
        if (known.facts.some((fact) => fact.kind === 'milestone' && fact.milestone === milestone && fact.on === on))
          return;
        const command: ProjectCommand =
          how === 'correct'
            ? { type: 'correctMilestone', milestone, eventId, occurredOn: on, reason: 'seen' }
            : { type: 'withdrawMilestone', milestone, eventId, reason: 'never was' };
        const corrected = record([command], known, 'graphql') as History;
        expect(steps(a, corrected, 'a again')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
