import { status, statusCorrected, statusWithdrawn, transferred } from '../../testing/commands.spec-support';
import { registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-30';
const project = registered();

describe('a change of standing', () => {
  it.each([
    ['suspended', project],
    ['resumed', project.and(TODAY, status('suspended', '2024-02-01'))],
    ['terminated', project],
    ['terminated', project.and(TODAY, status('suspended', '2024-02-01'))],
    ['reinstated', project.and(TODAY, status('terminated', '2024-02-01'))],
  ] as const)('to %s says since when and why', (to, given) => {
    expect(given.when(TODAY, status(to, '2024-03-01')).facts).toEqual([
      { type: `project.${to}.v1`, data: { since: '2024-03-01', reason: '业主申请' } },
    ]);
  });

  it('may come round again', () => {
    const given = project
      .and(TODAY, status('suspended', '2024-02-01'), status('resumed', '2024-03-01'))
      .and(TODAY, status('suspended', '2024-04-01'), status('resumed', '2024-05-01'));
    expect(given.when(TODAY, status('suspended', '2024-06-01')).errors).toEqual([]);
    expect(given.when(TODAY, status('suspended', '2024-02-15')).errors).toEqual(['project.already-suspended@since']);
  });

  it('is recorded with a warning when its opposite of the same day wins', () => {
    const paused = project.and(TODAY, status('suspended', '2024-02-01'), status('resumed', '2024-03-01'));
    expect(paused.when(TODAY, status('suspended', '2024-03-01')).warnings).toEqual(['status.without-effect@since']);
    expect(paused.when(TODAY, status('suspended', '2024-03-02')).warnings).toEqual([]);
    const ended = project.and(TODAY, status('terminated', '2024-02-01'), status('reinstated', '2024-03-01'));
    expect(ended.when(TODAY, status('terminated', '2024-03-01')).warnings).toEqual(['status.without-effect@since']);
  });

  it('is judged by the day on which it was, not by today', () => {
    const given = project.and(TODAY, status('terminated', '2024-05-01'));
    expect(given.when(TODAY, status('suspended', '2024-04-01')).errors).toEqual([]);
  });
});

describe('putting a change of standing right', () => {
  const given = project.and(TODAY, status('suspended', '2024-02-01'), transferred('380124100', '2024-03-01'));

  it('names the event and gives the new day, of a transfer too', () => {
    expect(given.when(TODAY, statusCorrected('e1', '2024-01-15')).facts).toEqual([
      { type: 'status.corrected.v1', data: { target: 'e1', since: '2024-01-15', reason: '按批文更正' } },
    ]);
    expect(given.when(TODAY, statusCorrected('e2', '2024-03-02')).facts).toHaveLength(1);
  });

  it('takes it back', () => {
    expect(given.when(TODAY, statusWithdrawn('e2')).facts).toEqual([
      { type: 'status.withdrawn.v1', data: { target: 'e2', reason: '按批文更正' } },
    ]);
    const after = given.and(TODAY, statusWithdrawn('e1'));
    expect(after.when(TODAY, status('suspended', '2024-02-01')).errors).toEqual([]);
  });
});
