import { committed } from '../../testing/commands.spec-support';
import { registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-30';
const project = registered();

describe('committing to a schedule', () => {
  it('needs no reason the first time', () => {
    const targets = { groundbreaking: '2024-10-01', completion: '2025-12-31' };
    expect(project.when(TODAY, committed(targets, '2024-06-01'))).toEqual({
      facts: [{ type: 'schedule.committed.v1', data: { targets, committedOn: '2024-06-01', reason: '' } }],
      warnings: [],
      errors: [],
    });
  });

  it('needs one to move a date, but not to add one', () => {
    const given = project.and(TODAY, committed({ groundbreaking: '2024-10-01' }, '2024-06-01'));
    expect(given.when(TODAY, committed({ commissioning: '2026-01-01' }, TODAY)).errors).toEqual([]);
    expect(given.when(TODAY, committed({ groundbreaking: '2024-11-01' }, TODAY)).errors).toEqual([
      'reason.required@reason',
    ]);
    expect(given.when(TODAY, committed({ groundbreaking: '2024-11-01' }, TODAY, '征地滞后')).errors).toEqual([]);
  });

  it('compares with the commitment made last, not with the one recorded last', () => {
    const given = project
      .and(TODAY, committed({ groundbreaking: '2024-12-01' }, '2024-06-01'))
      .and(TODAY, committed({ groundbreaking: '2024-10-01' }, '2024-03-01', '补录协议约定'));
    expect(given.when(TODAY, committed({ groundbreaking: '2024-12-01' }, TODAY)).errors).toEqual([
      'nothing.changes@targets',
    ]);
  });

  it('warns of each date that has passed, today not being one', () => {
    const outcome = project.when(TODAY, committed({ eia: '2024-06-29', filing: TODAY }, TODAY));
    expect(outcome.warnings).toEqual(['commitment.in-past@targets.eia']);
  });
});
