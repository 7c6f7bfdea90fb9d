import { dayNumber, FOREVER } from '../calendar';
import { CN_INVESTMENT } from '../catalogue';
import { committed, notApplicable, reached } from '../testing/commands.spec-support';
import { registered, type Given } from '../testing/given.spec-support';
import { committedFor, courseOf, firstPassage } from './course';
import { applies, earliestPassage, effectivePassage } from './milestone-course';

const TODAY = '2026-06-30';
const project = registered();
const course = (given: Given) => courseOf(given.known, CN_INVESTMENT);
const effective = (given: Given, milestone: string, on: string) =>
  effectivePassage(course(given), milestone, dayNumber(on))?.fact.id;

describe('an effective milestone', () => {
  const approved = project.and(TODAY, reached('land-pre-approval', '2020-05-31'));

  it('has happened on or before the day', () => {
    expect(effective(approved, 'land-pre-approval', '2020-05-30')).toBeUndefined();
    expect(effective(approved, 'land-pre-approval', '2020-05-31')).toBe('e1');
    expect(effective(approved, 'eia', '2020-05-31')).toBeUndefined();
  });

  it('counts for the months that the catalogue gives it, the last day included', () => {
    expect(effective(approved, 'land-pre-approval', '2023-05-31')).toBe('e1');
    expect(effective(approved, 'land-pre-approval', '2023-06-01')).toBeUndefined();
  });

  it('counts as long as its own validity, where it has one', () => {
    const given = project.and(TODAY, reached('land-pre-approval', '2020-05-31', { validUntil: '2021-05-30' }));
    expect(effective(given, 'land-pre-approval', '2021-05-30')).toBe('e1');
    expect(effective(given, 'land-pre-approval', '2021-05-31')).toBeUndefined();
  });

  it('counts for good once a later milestone has happened, from that day', () => {
    const given = approved.and(TODAY, reached('land-supply', '2024-01-01'));
    expect(effective(given, 'land-pre-approval', '2023-12-31')).toBeUndefined();
    expect(effective(given, 'land-pre-approval', '2024-01-01')).toBe('e1');
    expect(effective(given, 'land-pre-approval', '2030-01-01')).toBe('e1');
  });

  it('is not kept alive by a parallel one', () => {
    expect(
      effective(approved.and(TODAY, reached('eia', '2023-01-01')), 'land-pre-approval', '2024-01-01'),
    ).toBeUndefined();
  });

  it('is given again by a repeat', () => {
    const given = approved.and(TODAY, reached('land-pre-approval', '2024-02-01', { repeat: true }));
    expect(effective(given, 'land-pre-approval', '2022-01-01')).toBe('e1');
    expect(effective(given, 'land-pre-approval', '2024-01-31')).toBeUndefined();
    expect(effective(given, 'land-pre-approval', '2024-02-01')).toBe('e2');
  });

  it('has no last day where the catalogue sets none', () => {
    const [passage] = course(project.and(TODAY, reached('filing', '2020-01-01'))).passages.get('filing')!;
    expect(passage!.validUntil).toBe(FOREVER);
  });
});

describe('the first passage', () => {
  it('is the earliest, whichever was recorded first, and stays when its validity ends', () => {
    const given = project.and(TODAY, reached('eia', '2021-01-01'), reached('eia', '2015-01-01', { repeat: true }));
    expect(firstPassage(course(given), 'eia', dayNumber('2026-01-01'))?.fact.id).toBe('e2');
    expect(firstPassage(course(given), 'eia', dayNumber('2014-12-31'))).toBeUndefined();
  });

  it('of several milestones is the one that happened first by the day', () => {
    const given = project.and(TODAY, reached('eia', '2024-03-01'), reached('filing', '2024-02-01'));
    const of = (on: string) => earliestPassage(course(given), ['eia', 'filing', 'signing'], dayNumber(on))?.fact.id;
    expect([of('2024-01-31'), of('2024-02-01'), of('2024-03-01')]).toEqual([undefined, 'e2', 'e2']);
  });
});

describe('whether a milestone applies', () => {
  const on = dayNumber('2024-06-01');

  it('depends on the kind', () => {
    expect(applies(course(project), 'land-supply', 'new-build', on)).toBe(true);
    expect(applies(course(project), 'land-supply', 'leased-plant', on)).toBe(false);
  });

  it('ends on the earliest day on which it was decided not to', () => {
    const given = project.and(TODAY, notApplicable('eia', '2024-06-01'));
    expect(applies(course(given), 'eia', 'new-build', on - 1)).toBe(true);
    expect(applies(course(given), 'eia', 'new-build', on)).toBe(false);
  });

  it('is beyond doubt from the day on which it happened', () => {
    const given = project.and(TODAY, reached('land-supply', '2024-06-01'), notApplicable('eia', '2024-01-01'));
    const both = given.and(TODAY, reached('eia', '2024-06-01'));
    expect(applies(course(both), 'land-supply', 'leased-plant', on - 1)).toBe(false);
    expect(applies(course(both), 'land-supply', 'leased-plant', on)).toBe(true);
    expect(applies(course(both), 'eia', 'new-build', on)).toBe(true);
  });
});

describe('the committed date', () => {
  const given = project
    .and('2024-03-01', committed({ groundbreaking: '2024-09-01', completion: '2025-09-01' }, '2024-03-01'))
    .and('2024-05-01', committed({ groundbreaking: '2024-11-01' }, '2024-05-01', '征地滞后'))
    .and('2024-05-02', committed({ groundbreaking: '2024-12-01' }, '2024-05-01', '会议再调整'));
  const of = (milestone: string, on: string) => committedFor(course(given), milestone, dayNumber(on));

  it('is that of the latest commitment by the day that names the milestone', () => {
    expect(of('groundbreaking', '2024-02-29')).toBeUndefined();
    expect(of('groundbreaking', '2024-04-30')).toBe(dayNumber('2024-09-01'));
    expect(of('completion', '2024-06-01')).toBe(dayNumber('2025-09-01'));
    expect(of('commissioning', '2024-06-01')).toBeUndefined();
  });

  it('is that of the commitment made last, in whatever order they were recorded', () => {
    const before = given.and('2024-06-01', committed({ groundbreaking: '2024-08-01' }, '2024-02-01', '补录协议约定'));
    const early = (on: string) => committedFor(course(before), 'groundbreaking', dayNumber(on));
    expect(early('2024-02-01')).toBe(dayNumber('2024-08-01'));
    expect(early('2024-06-01')).toBe(dayNumber('2024-12-01'));
  });

  it('of two commitments of one day is the one stated later', () => {
    expect(of('groundbreaking', '2024-05-01')).toBe(dayNumber('2024-12-01'));
  });
});
