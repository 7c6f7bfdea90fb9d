import type { Catalogue, StatusKind } from '@milepost/lifecycle';
import { settleStatuses } from './settle-statuses';

const milestone = (code: string, exit = false) => ({
  code,
  label: { zh: '', en: '' },
  after: [],
  recorder: { zh: '', en: '' },
  exit,
});
const catalogue = { milestones: [milestone('step'), milestone('refused', true)] } as unknown as Catalogue;
const status = (to: StatusKind, on: string) => ({ to, on, column: null, reason: null });
const reached = (code: string, on: string) => ({ milestone: code, on, column: null });

describe('settling changes of status', () => {
  it.each([
    ['a second suspension', [status('suspended', '2020-01-01'), status('suspended', '2020-02-01')], [], 1],
    ['a resumption of what ran', [status('resumed', '2020-01-01')], [], 1],
    ['a suspension and its end', [status('suspended', '2020-01-01'), status('resumed', '2020-02-01')], [], 0],
    ['the end of what is out already', [status('terminated', '2020-02-01')], [reached('refused', '2020-01-01')], 1],
    [
      'the end after a step back in',
      [status('terminated', '2020-03-01')],
      [reached('refused', '2020-01-01'), reached('step', '2020-02-01')],
      0,
    ],
    ['coming back after an exit', [status('reinstated', '2020-02-01')], [reached('refused', '2020-01-01')], 0],
    ['coming back from nowhere', [status('reinstated', '2020-02-01')], [], 1],
    [
      'a termination and return of one day, in any order',
      [status('reinstated', '2020-01-01'), status('terminated', '2020-01-01')],
      [],
      0,
    ],
  ])('%s', (_name, statuses, milestones, dropped) => {
    expect(settleStatuses(statuses, milestones, catalogue).dropped).toHaveLength(dropped);
  });
});
