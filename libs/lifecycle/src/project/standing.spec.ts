import { dayNumber, FOREVER } from '../calendar';
import { CN_INVESTMENT, type Catalogue } from '../catalogue';
import { reached, status } from '../testing/commands.spec-support';
import { registered, type Given } from '../testing/given.spec-support';
import { courseOf } from './course';
import { intervals } from './intervals';
import { endedOn, pausedDays, standingOn, suspendedOn } from './standing';

const TODAY = '2024-12-31';
const dated = (...days: number[]) => days.map((on, index) => ({ on, fact: { id: `${on}#${index}` } }));
const spans = (starts: number[], stops: number[]) =>
  intervals(dated(...starts), dated(...stops)).map(({ from, to }) => [from, to]);

describe('intervals', () => {
  it('last from a start to the next stop', () => {
    expect(spans([1, 10], [5, 20])).toEqual([
      [1, 5],
      [10, 20],
    ]);
  });

  it('last for ever without a stop', () => {
    expect(spans([1], [])).toEqual([[1, FOREVER]]);
  });

  it('are none where start and stop fall on the same day: the stop wins', () => {
    expect(spans([5], [5])).toEqual([]);
    expect(spans([1, 5], [5])).toEqual([[1, 5]]);
  });

  it('are not begun again before their stop', () => {
    expect(intervals(dated(1, 3), dated(5))).toEqual([{ from: 1, to: 5, by: '1#0' }]);
  });

  it('ignore a stop without a start', () => {
    expect(spans([4], [2, 9, 11])).toEqual([[4, 9]]);
  });
});

describe('standing', () => {
  const project = registered();
  const course = (given: Given, catalogue: Catalogue = CN_INVESTMENT) => courseOf(given.known, catalogue);
  const on = (given: Given, day: string) => standingOn(course(given), dayNumber(day));
  const paused = project.and(TODAY, status('suspended', '2024-03-01'), status('resumed', '2024-04-01'));

  it('is paused from the first day up to the day of the resumption', () => {
    expect(['2024-02-29', '2024-03-01', '2024-03-31', '2024-04-01'].map((day) => on(paused, day))).toEqual([
      'active',
      'suspended',
      'suspended',
      'active',
    ]);
    expect(suspendedOn(course(paused), dayNumber('2024-03-15'))?.by).toBe('e1');
  });

  it('is the same in whatever order the changes were recorded', () => {
    const given = project
      .and(TODAY, status('suspended', '2024-08-01'), status('resumed', '2024-09-01'))
      .and(TODAY, status('suspended', '2024-03-01'), status('resumed', '2024-04-01'));
    expect(['2024-03-15', '2024-06-01', '2024-08-15', '2024-10-01'].map((day) => on(given, day))).toEqual([
      'suspended',
      'active',
      'suspended',
      'active',
    ]);
  });

  it('is ended from the termination up to the reinstatement, paused or not', () => {
    const given = paused.and(TODAY, status('terminated', '2024-03-15'), status('reinstated', '2024-05-01'));
    expect(['2024-03-14', '2024-03-15', '2024-04-30', '2024-05-01'].map((day) => on(given, day))).toEqual([
      'suspended',
      'ended',
      'ended',
      'active',
    ]);
  });

  it('counts paused days between two days, the second not included', () => {
    const given = paused.and(TODAY, status('suspended', '2024-06-01'));
    const days = (from: string, to: string) => pausedDays(course(given), dayNumber(from), dayNumber(to));
    expect(days('2024-01-01', '2024-05-01')).toBe(31);
    expect(days('2024-03-31', '2024-06-03')).toBe(3);
    expect(days('2024-04-01', '2024-06-01')).toBe(0);
  });

  it('ends by an exit milestone, until a later step or a reinstatement', () => {
    const refused: Catalogue = {
      ...CN_INVESTMENT,
      milestones: [
        ...CN_INVESTMENT.milestones,
        {
          code: 'refusal',
          label: { zh: '不予批准', en: 'Refused' },
          after: [],
          recorder: { zh: '', en: '' },
          exit: true,
        },
      ],
    };
    const given = registered({}, refused).and(TODAY, reached('filing', '2024-02-01'), reached('refusal', '2024-03-01'));
    const ended = (each: Given, day: string) => endedOn(course(each, refused), dayNumber(day))?.by ?? null;
    expect(ended(given, '2024-02-29')).toBeNull();
    expect(ended(given, '2024-03-01')).toBe('e2');
    const onward = given.and(TODAY, reached('eia', '2024-05-01'));
    expect([ended(onward, '2024-04-30'), ended(onward, '2024-05-01')]).toEqual(['e2', null]);
    const back = given.and(TODAY, status('reinstated', '2024-06-01'));
    expect([ended(back, '2024-05-31'), ended(back, '2024-06-01')]).toEqual(['e2', null]);
    expect(ended(given.and(TODAY, reached('signing', '2024-03-01')), TODAY)).toBeNull();
  });
});
