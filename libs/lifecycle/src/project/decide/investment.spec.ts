import { invested } from '../../testing/commands.spec-support';
import { registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-10';
const project = registered();
const reported = project.and('2024-05-03', invested('2024-04', '1000000', '3000000', { progressPercent: 12.5 }));

describe('reporting a month’s investment', () => {
  it('records what was said, also for the month that runs', () => {
    const command = invested('2024-06', '500000.5', '500000.5', { progressPercent: 3.25, progress: '基础施工' });
    expect(project.when(TODAY, command)).toEqual({
      facts: [
        {
          type: 'investment.reported.v1',
          data: {
            month: '2024-06',
            amount: '500000.5',
            cumulative: '500000.5',
            progressPercent: 3.25,
            progress: '基础施工',
          },
        },
      ],
      warnings: [],
      errors: [],
    });
  });

  it('takes the place of an earlier report of the month, with a reason', () => {
    const again = invested('2024-04', '900000', '2900000');
    expect(reported.when(TODAY, again).errors).toEqual(['reason.required@reason']);
    const given = reported.and(TODAY, { ...again, reason: '按付款凭证核减' });
    expect(given.known.facts).toMatchObject([
      { kind: 'investment', month: '2024-04', amount: '900000', on: '2024-04-30' },
    ]);
    expect(given.events.at(-1)?.data).toMatchObject({ replaces: 'e1', reason: '按付款凭证核减' });
    expect(given.known.withdrawn).toEqual([]);
  });

  it('warns of sums that do not add up, and records them', () => {
    expect(reported.when(TODAY, invested('2024-05', '1000000', '5000000'))).toMatchObject({
      facts: [{ type: 'investment.reported.v1' }],
      warnings: ['investment.cumulative-out-of-step@cumulative'],
    });
    expect(reported.when(TODAY, invested('2024-05', '1000000', '4000000')).warnings).toEqual([]);
  });

  it('takes back what was reported too much: a month’s amount may be negative', () => {
    expect(reported.when(TODAY, invested('2024-05', '-200000', '2800000')).errors).toEqual([]);
  });

  it.each([
    ['month.invalid@month', invested('2024-13', '1', '1')],
    ['month.invalid@month', invested('2024-6', '1', '1')],
    ['month.in-future@month', invested('2024-07', '1', '1')],
    ['amount.invalid@amount', invested('2024-05', '1万', '1')],
    ['amount.invalid@cumulative', invested('2024-05', '1', '1.001')],
    ['amount.negative@cumulative', invested('2024-05', '-5', '-5')],
    ['investment.cumulative-below-month@cumulative', invested('2024-05', '5', '4')],
    ['investment.progress-invalid@progressPercent', invested('2024-05', '1', '1', { progressPercent: 100.01 })],
    ['investment.progress-invalid@progressPercent', invested('2024-05', '1', '1', { progressPercent: -1 })],
    ['investment.progress-invalid@progressPercent', invested('2024-05', '1', '1', { progressPercent: 1.234 })],
    ['investment.progress-invalid@progressPercent', invested('2024-05', '1', '1', { progressPercent: NaN })],
    ['field.required@progress', invested('2024-05', '1', '1', { progress: ' ' })],
    ['field.too-long@progress', invested('2024-05', '1', '1', { progress: '长'.repeat(2001) })],
    ['field.too-long@reason', invested('2024-05', '1', '1', { reason: '长'.repeat(501) })],
    [
      'nothing.changes@month',
      { ...invested('2024-04', '1000000', '3000000', { progressPercent: 12.5 }), reason: '重报' },
    ],
  ])('is refused: %s', (notice, command) => {
    expect(reported.when(TODAY, command)).toEqual({ facts: [], warnings: [], errors: [notice] });
  });
});
