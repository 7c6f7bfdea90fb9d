import { dayNumber, dayOf } from '../calendar';
import { CN_INVESTMENT } from '../catalogue';
import { courseOf } from '../project';
import { profileOn, profileSpans } from '../project/profile';
import { amended, committed, notApplicable, reached, status } from '../testing/commands.spec-support';
import { registered, type Given } from '../testing/given.spec-support';
import { caseOn, lightOn } from './case';
import { FIVE_MILESTONES } from './five-milestones';
import { HANDOVER_CHAIN } from './handover-chain';
import type { BottleneckRule } from './ruleset';

const TODAY = '2026-12-31';
const rules = new Map([...FIVE_MILESTONES.bottlenecks, ...HANDOVER_CHAIN.bottlenecks].map((rule) => [rule.code, rule]));
const rule = (code: string, more: Partial<BottleneckRule> = {}): BottleneckRule => ({ ...rules.get(code)!, ...more });

const project = registered();
const filed = project.and(TODAY, reached('filing', '2024-03-01'));
const EIA = rule('eia-pending');

const caseAt = (given: Given, of: BottleneckRule, on: string) =>
  caseOn(
    courseOf(given.known, CN_INVESTMENT),
    of,
    profileOn(
      profileSpans(given.known, () => CN_INVESTMENT),
      dayNumber(on),
    ),
    dayNumber(on),
  );
const light = (given: Given, of: BottleneckRule, on: string) => lightOn(caseAt(given, of, on)!, dayNumber(on));
const lights = (given: Given, of: BottleneckRule, ...days: string[]) => days.map((day) => light(given, of, day));

describe('whether a project is concerned', () => {
  it('begins on the day on which the clock starts', () => {
    expect(caseAt(filed, EIA, '2024-02-29')).toBeNull();
    expect(caseAt(filed, EIA, '2024-03-01')).toMatchObject({ state: 'open', startedBy: 'e1' });
  });

  it('ends where the milestone does not apply, by kind or by decision', () => {
    const leased = registered({ kind: 'leased-plant' }).and(TODAY, reached('filing', '2024-03-01'));
    expect(caseAt(leased, rule('land-pre-approval-pending'), TODAY)).toBeNull();
    const waived = filed.and(TODAY, notApplicable('eia', '2024-05-01'));
    expect(caseAt(waived, EIA, '2024-04-30')).not.toBeNull();
    expect(caseAt(waived, EIA, '2024-05-01')).toBeNull();
  });

  it('depends on the kind, the land and the total of the day', () => {
    const large = rule('eia-pending', { appliesWhen: { minInvestment: '120000000' } });
    const given = filed.and(TODAY, amended({ totalInvestment: '119999999.99' }, '2024-05-01'));
    expect([caseAt(given, large, '2024-04-30')?.state, caseAt(given, large, '2024-05-01')]).toEqual(['open', null]);
    const of = (appliesWhen: BottleneckRule['appliesWhen']) =>
      caseAt(filed, rule('eia-pending', { appliesWhen }), TODAY);
    expect(of({ kinds: ['solar'] })).toBeNull();
    expect(of({ kinds: ['solar', 'new-build'], landModes: ['granted'] })).not.toBeNull();
    expect(of({ landModes: ['leased'] })).toBeNull();
    const unknown = registered({ landMode: null, totalInvestment: null }).and(TODAY, reached('filing', '2024-03-01'));
    expect(caseAt(unknown, rule('eia-pending', { appliesWhen: { landModes: ['granted'] } }), TODAY)).toBeNull();
    expect(caseAt(unknown, rule('eia-pending', { appliesWhen: { minInvestment: '0' } }), TODAY)).toBeNull();
  });

  it('runs from the first start that applies, reached or not', () => {
    const groundbreaking = rule('groundbreaking-pending');
    const withEia = filed.and(TODAY, reached('eia', '2024-05-01'));
    expect(caseAt(withEia, groundbreaking, TODAY)).toBeNull();
    const leased = registered({ kind: 'leased-plant' }).and(TODAY, reached('eia', '2024-05-01'));
    expect(caseAt(leased, groundbreaking, '2024-05-01')?.since).toBe(dayNumber('2024-05-01'));
  });
});

describe('getting through', () => {
  it('takes the days from the start of the clock', () => {
    const given = filed.and(TODAY, reached('eia', '2024-03-31'));
    expect(caseAt(given, EIA, '2024-03-30')?.state).toBe('open');
    expect(caseAt(given, EIA, '2024-03-31')).toMatchObject({ state: 'passed', dwell: 30, turnedBy: 'e2' });
  });

  it('takes negative days out of order', () => {
    const given = filed.and(TODAY, reached('eia', '2024-02-20'));
    expect(caseAt(given, EIA, TODAY)).toMatchObject({ state: 'passed', dwell: -10 });
  });

  it('ends with the validity of the approval, unless something was built on it', () => {
    const given = filed.and(TODAY, reached('eia', '2024-04-01', { validUntil: '2024-12-31' }));
    expect(['2024-12-31', '2025-01-01'].map((day) => caseAt(given, EIA, day)?.state)).toEqual(['passed', 'open']);
    const built = given.and(TODAY, reached('groundbreaking', '2024-10-01'));
    expect(caseAt(built, EIA, '2025-01-01')?.state).toBe('passed');
  });
});

describe('the place of one that waits', () => {
  const stopped = filed.and(TODAY, status('suspended', '2024-05-01'));
  const ended = stopped.and(TODAY, status('terminated', '2024-06-01'));
  const skipped = ended.and(TODAY, reached('groundbreaking', '2024-07-01'));

  it('is the first that fits: skipped, ended, suspended, open', () => {
    const places = ['2024-04-30', '2024-05-01', '2024-06-01', '2024-07-01'].map(
      (day) => caseAt(skipped, EIA, day)?.state,
    );
    expect(places).toEqual(['open', 'suspended', 'ended', 'skipped']);
  });

  it('comes with the day and the event behind it', () => {
    const of = (given: Given) => caseAt(given, EIA, TODAY);
    expect(of(stopped)).toMatchObject({ turnedOn: dayNumber('2024-05-01'), turnedBy: 'e2' });
    expect(of(ended)).toMatchObject({ turnedOn: dayNumber('2024-06-01'), turnedBy: 'e3' });
    expect(of(skipped)).toMatchObject({ turnedOn: dayNumber('2024-07-01'), turnedBy: 'e4', dwell: null });
  });

  it('is open again after a resumption and after a reinstatement', () => {
    const back = stopped.and(TODAY, status('resumed', '2024-05-20'));
    expect(caseAt(back, EIA, '2024-05-20')?.state).toBe('open');
    const revived = filed.and(TODAY, status('terminated', '2024-05-01'), status('reinstated', '2024-06-01'));
    expect(caseAt(revived, EIA, '2024-06-01')?.state).toBe('open');
  });

  it('is skipped only by what comes later, or by what the rule names', () => {
    const parallel = filed.and(TODAY, reached('land-supply', '2024-05-01'));
    expect(caseAt(parallel, EIA, TODAY)?.state).toBe('open');
    expect(caseAt(parallel, rule('eia-pending', { skippedBy: ['land-supply'] }), TODAY)?.state).toBe('skipped');
    expect(caseAt(skipped, rule('eia-pending', { skippedBy: ['statistics'] }), TODAY)?.state).toBe('ended');
  });
});

describe('the light of an open case', () => {
  it('turns yellow and red the day after each limit', () => {
    expect(lights(filed, EIA, '2024-03-01', '2024-04-30', '2024-05-01', '2024-06-29', '2024-06-30')).toEqual([
      'green',
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
  });

  it('reckons months by the calendar, the shorter month’s end serving', () => {
    const started = project.and(TODAY, reached('groundbreaking', '2024-01-31'));
    const months = rule('groundbreaking-without-statistics');
    expect(lights(started, months, '2024-02-29', '2024-03-01', '2024-03-29', '2024-03-30')).toEqual([
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
  });

  it('waits for as many days as the project was paused, where the rule says so', () => {
    const given = filed.and(TODAY, status('suspended', '2024-03-11'), status('resumed', '2024-03-21'));
    expect(caseAt(given, EIA, '2024-06-01')?.paused).toBe(10);
    expect(lights(given, EIA, '2024-05-10', '2024-05-11', '2024-07-09', '2024-07-10')).toEqual([
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
    const running = rule('eia-pending', { pauseStopsClock: false });
    expect(caseAt(given, running, '2024-06-01')?.paused).toBe(0);
    expect(light(given, running, '2024-05-01')).toBe('yellow');
  });

  it('does not wait for a pause before the clock started, nor count the present one', () => {
    const early = project
      .and(TODAY, status('suspended', '2024-01-01'), status('resumed', '2024-03-05'))
      .and(TODAY, reached('filing', '2024-03-01'), status('suspended', '2024-05-01'));
    expect(caseAt(early, EIA, '2024-04-01')?.paused).toBe(4);
    expect(caseAt(early, EIA, '2024-06-01')).toMatchObject({ state: 'suspended', paused: 4 });
  });

  it('keeps the committed date where the rule puts it first, paused or not', () => {
    const supplied = filed.and(TODAY, reached('land-supply', '2024-06-01'));
    const promised = supplied.and(TODAY, committed({ groundbreaking: '2024-07-15' }, '2024-06-10'));
    const start = rule('groundbreaking-pending');
    expect(lights(supplied, start, '2024-11-28', '2024-11-29', '2025-11-28', '2025-11-29')).toEqual([
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
    expect(lights(promised, start, '2024-06-09', '2024-07-15', '2024-07-16', '2025-07-15', '2025-07-16')).toEqual([
      'green',
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
    const paused = promised.and(TODAY, status('suspended', '2024-06-20'), status('resumed', '2024-07-10'));
    expect(light(paused, start, '2024-07-16')).toBe('yellow');
    expect(dayOf(caseAt(paused, start, '2024-08-01')!.committed!)).toBe('2024-07-15');
    const unheeded = filed.and(TODAY, committed({ eia: '2024-03-10' }, '2024-03-01'));
    expect(light(unheeded, EIA, '2024-04-30')).toBe('green');
  });

  it('stays green without a limit, and yellow without a second one', () => {
    const accepted = project.and(TODAY, reached('statistics', '2020-01-01'));
    const completion = rule('statistics-without-completion');
    expect(light(accepted, completion, TODAY)).toBe('green');
    const promised = accepted.and(TODAY, committed({ completion: '2021-01-01' }, '2020-01-01'));
    expect(lights(promised, completion, '2021-01-01', '2021-01-02', '2021-04-01', '2021-04-02')).toEqual([
      'green',
      'yellow',
      'yellow',
      'red',
    ]);
    expect(light(filed, rule('eia-pending', { redAfterYellow: undefined }), TODAY)).toBe('yellow');
  });
});
