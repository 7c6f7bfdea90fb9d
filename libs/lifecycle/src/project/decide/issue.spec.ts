import { evolve } from '../evolve';
import { raised, resolved } from '../../testing/commands.spec-support';
import { recorded, registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-10';
const project = registered();
const LAND = raised('用地指标不足', '2024-05-02', { milestone: 'land-supply', dueOn: '2024-05-31' });
const open = project.and('2024-05-02', LAND);

describe('an issue raised', () => {
  it('is held with all that was said, under the id of its event', () => {
    expect(open.known.facts).toEqual([
      {
        id: 'e1',
        revision: 1,
        recordedAt: '2024-05-02T01:00:00.001Z',
        source: 'test',
        kind: 'issue',
        on: '2024-05-02',
        title: '用地指标不足',
        milestone: 'land-supply',
        bureau: '自然资源局',
        dueOn: '2024-05-31',
      },
    ]);
  });

  it('may hold up no milestone in particular, be due never, and have passed its date when it is entered', () => {
    expect(project.when(TODAY, raised('征迁受阻', '2024-06-10')).errors).toEqual([]);
    expect(project.when(TODAY, LAND).errors).toEqual([]);
  });

  it.each([
    ['field.required@title', raised(' ', '2024-05-01')],
    ['field.too-long@title', raised('长'.repeat(501), '2024-05-01')],
    ['milestone.unknown@milestone', { ...LAND, milestone: 'topping-out' }],
    ['field.required@bureau', { ...LAND, bureau: '' }],
    ['post.holds-phone@bureau', { ...LAND, bureau: '自然资源局 13812345678' }],
    ['date.invalid@raisedOn', raised('征迁受阻', '2024-02-30')],
    ['date.in-future@raisedOn', raised('征迁受阻', '2024-06-11')],
    ['date.implausible@raisedOn', raised('征迁受阻', '1899-12-31')],
    ['date.invalid@dueOn', { ...LAND, dueOn: '2024-13-01' }],
    ['issue.due-before-raised@dueOn', { ...LAND, dueOn: '2024-05-01' }],
  ])('is refused: %s', (notice, command) => {
    expect(project.when(TODAY, command)).toEqual({ facts: [], warnings: [], errors: [notice] });
  });
});

describe('an issue resolved', () => {
  const solved = open.and(TODAY, resolved('e1', '2024-06-01'));

  it('stays, with what solved it', () => {
    expect(solved.known.facts).toMatchObject([
      { id: 'e1', on: '2024-05-02', resolved: { by: 'e2', on: '2024-06-01', resolution: '用地指标已落实' } },
    ]);
    expect(solved.known.withdrawn).toEqual([]);
  });

  it('may be so on the day on which it was raised', () => {
    expect(open.when(TODAY, resolved('e1', '2024-05-02')).errors).toEqual([]);
  });

  it.each([
    ['event.unknown@eventId', open, resolved('e9', '2024-06-01')],
    ['event.unknown@eventId', open, resolved('e0', '2024-06-01')],
    ['issue.already-resolved@eventId', solved, resolved('e1', '2024-06-02')],
    ['issue.resolved-before-raised@resolvedOn', open, resolved('e1', '2024-05-01')],
    ['date.in-future@resolvedOn', open, resolved('e1', '2024-06-11')],
    ['date.invalid@resolvedOn', open, resolved('e1', '2024-6-1')],
    ['field.required@resolution', open, resolved('e1', '2024-06-01', ' ')],
    ['field.too-long@resolution', open, resolved('e1', '2024-06-01', '长'.repeat(2_001))],
  ])('is refused: %s', (notice, given, command) => {
    expect(given.when(TODAY, command)).toEqual({ facts: [], warnings: [], errors: [notice] });
  });

  it('is unfoldable where its target is no issue', () => {
    const data = { target: 'e0', resolvedOn: '2024-06-01', resolution: '已落实' };
    const stray = recorded({ type: 'issue.resolved.v1', data }, 2, TODAY);
    expect(() => evolve(open.known, stray)).toThrow('is not in force');
  });
});
