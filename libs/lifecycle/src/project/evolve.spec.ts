import type { RecordedProjectEvent } from '../events';
import {
  coded,
  corrected,
  notApplicable,
  reached,
  status,
  statusCorrected,
  statusWithdrawn,
  transferred,
  withdrawn,
} from '../testing/commands.spec-support';
import { recorded, registered } from '../testing/given.spec-support';
import { evolve, historyAt, UnfoldableEvent } from './evolve';
import { isMilestone, isStatus } from './history';

const TODAY = '2024-06-30';
const project = registered();

describe('folding', () => {
  it('remembers of each fact the event, the instant and the source that stated it', () => {
    const { known } = project.and(TODAY, reached('eia', '2024-02-01', { validUntil: '2029-01-01', note: '报告表' }));
    expect(known.facts).toEqual([
      {
        kind: 'milestone',
        id: 'e1',
        revision: 1,
        recordedAt: '2024-06-30T01:00:00.001Z',
        source: 'test',
        milestone: 'eia',
        on: '2024-02-01',
        validUntil: '2029-01-01',
        note: '报告表',
      },
    ]);
    expect(known).toMatchObject({ projectId: 'p-1', revision: 1, registeredAt: '2024-01-02T01:00:00.000Z' });
  });

  it('tells facts by their kind', () => {
    const { known } = project.and(TODAY, reached('eia', '2024-02-01'), status('suspended', '2024-02-01'));
    expect(known.facts.map((fact) => [isMilestone(fact), isStatus(fact)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('puts a date right in its place and keeps the earlier ones', () => {
    const given = project
      .and('2024-03-01', reached('eia', '2024-02-01'), reached('filing', '2024-01-10'))
      .and('2024-04-01', corrected('eia', '2024-02-05', { validUntil: '2029-02-04' }))
      .and('2024-05-01', corrected('eia', '2024-02-06', { validUntil: null, document: { number: '1号' } }));
    const [eia, filing] = given.known.facts;
    expect(eia).toMatchObject({
      id: 'e1',
      on: '2024-02-06',
      document: { number: '1号' },
      correctedAt: '2024-05-01T01:00:00.004Z',
      earlier: [
        { on: '2024-02-01', source: 'test' },
        { on: '2024-02-05', source: 'test' },
      ],
    });
    expect(eia).not.toHaveProperty('validUntil');
    expect(filing).not.toHaveProperty('correctedAt');
  });

  it('moves a status and a transfer', () => {
    const given = project
      .and(TODAY, status('suspended', '2024-02-01'), transferred('380124100', '2024-03-01'))
      .and(TODAY, statusCorrected('e1', '2024-01-20'), statusCorrected('e2', '2024-03-05'));
    expect(given.known.facts).toMatchObject([{ on: '2024-01-20' }, { on: '2024-03-05', district: '380124100' }]);
  });

  it('remembers what was withdrawn, and by whom', () => {
    const given = project
      .and(TODAY, reached('eia', '2024-02-01'), notApplicable('tendering', '2024-02-01'), status('suspended', TODAY))
      .and(TODAY, withdrawn('eia'), withdrawn('tendering'), statusWithdrawn('e3'));
    expect(given.known.facts).toEqual([]);
    expect(given.known.withdrawn.map(({ fact, source }) => [fact.id, source])).toEqual([
      ['e1', 'test'],
      ['e2', 'test'],
      ['e3', 'test'],
    ]);
  });

  it('leaves the history before as it was', () => {
    const before = project.and(TODAY, reached('eia', '2024-02-01')).known;
    const copy = structuredClone(before);
    evolve(
      before,
      recorded({ type: 'milestone.withdrawn.v1', data: { target: 'e1', milestone: 'eia', reason: '误报' } }, 2, TODAY),
    );
    expect(before).toEqual(copy);
  });
});

describe('what was known at an instant', () => {
  const given = project
    .and('2024-03-01', reached('eia', '2024-02-01'))
    .and('2024-04-01', coded('2403-361002-04-01-100866'));

  it('is nothing before the registration, and all from the last event on', () => {
    expect(historyAt(given.events, '2024-01-02T00:59:59.999Z')).toBeUndefined();
    expect(historyAt(given.events, '2024-01-02T01:00:00.000Z')?.revision).toBe(0);
    expect(historyAt(given.events, '2024-03-31T00:00:00.000Z')?.revision).toBe(1);
    expect(historyAt(given.events, given.events.at(-1)!.recordedAt)).toEqual(historyAt(given.events, null));
    expect(historyAt([], null)).toBeUndefined();
  });
});

describe('an event that does not fit', () => {
  const given = project.and(TODAY, reached('eia', '2024-02-01'), coded('2403-361002-04-01-100866'));
  const next = (type: string, data: object) =>
    ({ ...recorded({ type, data } as never, 3, TODAY) }) as RecordedProjectEvent;

  it.each<[string, RecordedProjectEvent]>([
    ['a second registration', next('project.registered.v1', {})],
    ['an unknown type', next('project.moved.v9', {})],
    ['a target that is unknown', next('milestone.withdrawn.v1', { target: 'e9' })],
    ['a milestone’s correction of a code', next('milestone.corrected.v1', { target: 'e2', occurredOn: TODAY })],
    ['a status’s correction of what has no date', next('status.corrected.v1', { target: 'e2', since: TODAY })],
  ])('stops the fold and is named: %s', (_what, event) => {
    expect(() => evolve(given.known, event)).toThrow(UnfoldableEvent);
    expect(() => evolve(given.known, event)).toThrow(/^event e3: /);
  });

  it('comes before the registration', () => {
    expect(() => evolve(undefined, next('project.resumed.v1', {}))).toThrow('the project is not registered');
  });
});
