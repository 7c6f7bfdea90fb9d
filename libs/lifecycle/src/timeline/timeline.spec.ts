import { dayNumber } from '../calendar';
import { CN_INVESTMENT, type Catalogue } from '../catalogue';
import { courseOf } from '../project';
import { committed, corrected, notApplicable, reached } from '../testing/commands.spec-support';
import { registered, type Given } from '../testing/given.spec-support';
import { timelineOn, type TimelineEntry } from './timeline';

const TODAY = '2024-12-31';
const project = registered();

function timeline(given: Given, on = TODAY, catalogue: Catalogue = CN_INVESTMENT): TimelineEntry[] {
  return timelineOn(courseOf(given.known, catalogue), given.known.registration.kind, dayNumber(on));
}

function entry(given: Given, milestone: string, on = TODAY): TimelineEntry {
  return timeline(given, on).find((each) => each.milestone.code === milestone)!;
}

describe('a timeline', () => {
  it('has an entry for each milestone of the catalogue, in its order', () => {
    expect(timeline(project).map(({ milestone }) => milestone.code)).toEqual(
      CN_INVESTMENT.milestones.map(({ code }) => code),
    );
    expect(entry(project, 'eia')).toEqual({
      milestone: { code: 'eia', label: { zh: '环评', en: 'Environmental impact assessment' } },
      status: 'pending',
      plannedOn: null,
      occurredOn: null,
      recordedAt: null,
      eventId: null,
      document: null,
      validUntil: null,
      note: null,
      daysFromPrevious: null,
      commitmentSlipDays: null,
      flags: [],
    });
  });

  it('shows what is recorded, and how long it is valid', () => {
    const document = { number: '云环评字〔2024〕20号' };
    const given = project.and('2024-03-01', reached('eia', '2024-02-29', { document, note: '报告表' }));
    expect(entry(given, 'eia')).toMatchObject({
      status: 'reached',
      occurredOn: '2024-02-29',
      recordedAt: '2024-03-01T01:00:00.001Z',
      eventId: 'e1',
      document,
      note: '报告表',
      validUntil: '2029-02-28',
    });
    expect(entry(given, 'eia', '2024-02-28')).toMatchObject({ status: 'pending', occurredOn: null });
  });

  it('leaves exits out until they happen', () => {
    const [first] = CN_INVESTMENT.milestones;
    const catalogue: Catalogue = {
      ...CN_INVESTMENT,
      milestones: [first!, { ...first!, code: 'refusal', after: ['negotiation'], exit: true }],
    };
    const given = registered({}, catalogue);
    expect(timeline(given, TODAY, catalogue).map(({ milestone }) => milestone.code)).toEqual(['negotiation']);
    const out = given.and(TODAY, reached('refusal', '2024-05-01'));
    expect(timeline(out, TODAY, catalogue).at(-1)).toMatchObject({ status: 'reached', flags: ['recorded-late'] });
  });
});

describe('a milestone’s status', () => {
  it.each<[string, Given, string, TimelineEntry['status']]>([
    ['pending', project, 'eia', 'pending'],
    ['skipped', project.and(TODAY, reached('groundbreaking', TODAY)), 'eia', 'skipped'],
    ['not passed by a parallel one', project.and(TODAY, reached('land-supply', TODAY)), 'eia', 'pending'],
    ['not applicable by kind', registered({ kind: 'leased-plant' }), 'land-supply', 'not-applicable'],
    ['not applicable by decision', project.and(TODAY, notApplicable('eia', TODAY)), 'eia', 'not-applicable'],
    [
      'reached though not applicable',
      registered({ kind: 'leased-plant' }).and(TODAY, reached('land-supply', TODAY)),
      'land-supply',
      'reached',
    ],
    ['expired', project.and(TODAY, reached('land-pre-approval', '2020-01-01')), 'land-pre-approval', 'expired'],
    [
      'reached, as something was built on it',
      project.and(TODAY, reached('land-pre-approval', '2020-01-01'), reached('land-supply', TODAY)),
      'land-pre-approval',
      'reached',
    ],
  ])('is %s', (_what, given, milestone, status) => expect(entry(given, milestone).status).toBe(status));
});

describe('the days between milestones', () => {
  const given = project.and(
    TODAY,
    reached('signing', '2024-02-01'),
    reached('eia', '2024-01-22'),
    reached('tendering', '2024-03-01'),
  );

  it('run from the nearest one before it that was reached, and below zero out of order', () => {
    const days = ['signing', 'filing', 'eia', 'tendering'].map((code) => entry(given, code).daysFromPrevious);
    expect(days).toEqual([null, null, -10, 39]);
  });
});

describe('the committed date', () => {
  const given = project.and('2024-03-01', committed({ eia: '2024-06-01' }, '2024-03-01'));

  it('is shown as planned, and overdue from the day after', () => {
    expect(entry(given, 'eia', '2024-02-29').plannedOn).toBeNull();
    expect(entry(given, 'eia', '2024-06-01')).toMatchObject({
      plannedOn: '2024-06-01',
      commitmentSlipDays: null,
      flags: [],
    });
    expect(entry(given, 'eia', '2024-06-02')).toMatchObject({ commitmentSlipDays: 1, flags: ['commitment-passed'] });
  });

  it('is kept, missed or met early once the milestone is reached', () => {
    const slip = (day: string) => entry(given.and(TODAY, reached('eia', day)), 'eia');
    expect(slip('2024-06-11')).toMatchObject({ commitmentSlipDays: 10 });
    expect(slip('2024-05-22')).toMatchObject({ commitmentSlipDays: -10 });
    expect(slip('2024-06-11').flags).not.toContain('commitment-passed');
  });
});

describe('the flags', () => {
  const flags = (given: Given, milestone: string, on = TODAY) => entry(given, milestone, on).flags;

  it('tell a prerequisite that is missing from one that came later', () => {
    const given = project.and('2024-05-01', reached('filing', '2024-05-01'), reached('eia', '2024-04-20'));
    expect(flags(given, 'eia')).toEqual(['before-prerequisite']);
    expect(flags(given, 'filing')).toEqual(['prerequisite-missing']);
    expect(flags(given, 'eia', '2024-04-30')).toEqual(['prerequisite-missing']);
  });

  it('ask for no prerequisite that does not apply', () => {
    const given = project.and('2024-05-01', notApplicable('signing', '2024-04-01'), reached('filing', '2024-05-01'));
    expect(flags(given, 'filing')).toEqual([]);
  });

  it('call an entry late after thirty days, by the date in the catalogue’s zone', () => {
    const late = (today: string) => flags(project.and(today, reached('negotiation', '2024-03-01')), 'negotiation');
    expect(late('2024-03-31')).toEqual([]);
    expect(late('2024-04-01')).toEqual(['recorded-late']);
  });

  it('show what was corrected and what was given again', () => {
    const given = project
      .and('2024-03-01', reached('negotiation', '2024-03-01'))
      .and(
        '2024-03-02',
        corrected('negotiation', '2024-02-28'),
        reached('negotiation', '2024-03-02', { repeat: true }),
      );
    expect(flags(given, 'negotiation')).toEqual(['corrected', 'repeated']);
    expect(flags(given, 'negotiation', '2024-03-01')).toEqual(['corrected']);
  });
});
