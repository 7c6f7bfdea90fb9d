import { MESSAGE_TYPES, subjectOf, tell, testMessage } from '.';
import { bodyOf, event, SOURCE, tellAll } from './told.spec-support';

const REGISTERED = event('project.registered.v1', {
  name: '云汀泓川电路板生产基地项目',
  kind: 'new-build',
  investor: '云汀泓川电子有限公司',
  investorCode: null,
  district: '380124400',
  industry: 'C3982',
  landMode: 'granted',
  totalInvestment: '120000000',
  tags: ['重点项目'],
  catalogue: { code: 'cn-investment', version: 1 },
  external: { register: 'ledger', key: '7' },
});
const PROJECT = tell(undefined, REGISTERED, SOURCE).subject;
const dataOf = (type: string, data: unknown) => bodyOf(tell(PROJECT, event(type, data), SOURCE).message).data;

describe('a message', () => {
  it('is a CloudEvent of codes, ids and dates', () => {
    const { subject, message } = tell(undefined, REGISTERED, SOURCE);
    expect(message).toMatchObject({
      ...{ id: 'e1', type: 'project.registered', position: '1', subject: 'p-1', sequence: 1, milestones: [] },
      ...{ kind: 'new-build', district: '380124400', totalInvestment: '120000000' },
      recordedAt: '2026-05-18T02:30:00.125Z',
    });
    expect(bodyOf(message)).toEqual({
      specversion: '1.0',
      id: 'e1',
      source: SOURCE,
      type: 'milepost.project.registered.v1',
      subject: 'p-1',
      time: '2026-05-18T02:30:00.125Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:milepost:schema:project.registered:v1',
      sequence: '0000000001',
      position: '1',
      data: {
        project: { id: 'p-1', code: null, kind: 'new-build', district: '380124400' },
        catalogue: { code: 'cn-investment', version: 1 },
        landMode: 'granted',
      },
    });
    expect(subject.sequence).toBe(1);
  });

  it('names the milestones that it is about', () => {
    const about = (type: string, data: unknown) => tell(PROJECT, event(type, data), SOURCE).message?.milestones;
    expect(about('milestone.reached.v1', { milestone: 'eia', occurredOn: '2026-05-01' })).toEqual(['eia']);
    const targets = { groundbreaking: '2026-09-30', completion: '2027-12-31' };
    expect(about('schedule.committed.v1', { targets, committedOn: '2026-05-01' })).toEqual([
      'groundbreaking',
      'completion',
    ]);
    expect(about('issue.raised.v1', { milestone: null, raisedOn: '2026-05-01', dueOn: null })).toEqual([]);
  });

  it('says of an amendment what changed, and new codes alone', () => {
    const changes = { name: '新名称', landMode: 'leased', totalInvestment: '150000000' };
    expect(dataOf('project.amended.v1', { changes, effectiveOn: null, reason: '更正' })).toEqual({
      project: { id: 'p-1', code: null, kind: 'new-build', district: '380124400' },
      changed: ['name', 'landMode', 'totalInvestment'],
      effectiveOn: null,
      landMode: 'leased',
    });
  });

  it('tells a validity that is as the catalogue says from one that stays', () => {
    const corrected = { target: 'e0', milestone: 'eia', occurredOn: '2026-05-01', reason: '更正' };
    expect(dataOf('milestone.corrected.v1', { ...corrected, validUntil: null })).toHaveProperty('validUntil', null);
    expect(dataOf('milestone.corrected.v1', corrected)).not.toHaveProperty('validUntil');
  });

  it('of a report or a checkpoint is counted by itself and holds no project', () => {
    const checkpoint = {
      origin: 'o/x',
      size: 3,
      rootHash: 'QUJD',
      note: 'o/x\n3\nQUJD\n\n— o/x c2ln\n',
      verifierKey: 'k',
    };
    const { messages } = tellAll([
      REGISTERED,
      event('checkpoint.issued.v1', checkpoint, { stream: 'checkpoint-o/x' }),
      event('checkpoint.issued.v1', { ...checkpoint, size: 4 }, { stream: 'checkpoint-o/x' }),
    ]);
    expect(messages.map(({ subject, sequence }) => [subject, sequence])).toEqual([
      ['p-1', 1],
      ['checkpoint-o/x', 1],
      ['checkpoint-o/x', 2],
    ]);
    expect(bodyOf(messages[2]).data).toEqual({ origin: 'o/x', size: 4, rootHash: 'QUJD' });
  });

  it('that only tries out an endpoint has no place among the others', () => {
    const test = testMessage('t1', '2026-05-18T02:30:00.125Z', SOURCE);
    expect(test).toMatchObject({ id: 't1', type: 'webhook.test', sequence: 0, position: '0', milestones: [] });
    expect(bodyOf(test)).toMatchObject({ type: 'milepost.webhook.test.v1', sequence: '0000000000', data: {} });
    expect(MESSAGE_TYPES).toContain('webhook.test');
  });
});

describe('a subject', () => {
  it('counts what was told of a project over both of its streams', () => {
    const rule = { ruleset: 'five-milestones', rulesetVersion: 1, bottleneck: 'eia-pending', awaits: 'eia' };
    const turned = { ...rule, since: '2026-01-01', startedBy: 'e1', on: '2026-05-01', limit: '2026-04-30' };
    const { messages, subjects } = tellAll([
      REGISTERED,
      event('responsibility.assigned.v1', { role: 'contact', assignee: '某局', from: '2026-01-01' }),
      event('bottleneck.turned-yellow.v1', { ...turned, committed: null }, { stream: 'bottleneck-p-1' }),
      event('milestone.reached.v1', { milestone: 'eia', occurredOn: '2026-05-02' }),
    ]);
    expect(messages.map(({ type, sequence }) => [type, sequence])).toEqual([
      ['project.registered', 1],
      ['bottleneck.turned-yellow', 2],
      ['milestone.reached', 3],
    ]);
    expect([...subjects.keys()]).toEqual(['p-1']);
    expect(JSON.parse(JSON.stringify(subjects.get('p-1')))).toEqual(subjects.get('p-1'));
  });

  it('is as last stated, whatever date an amendment carries', () => {
    const { subjects } = tellAll([
      REGISTERED,
      event('project.amended.v1', { changes: { kind: 'solar', totalInvestment: null }, effectiveOn: '2030-01-01' }),
      event('project.code-assigned.v1', { code: '2403-361002-04-01-100866' }),
    ]);
    expect(subjects.get('p-1')).toMatchObject({
      ...{ kind: 'solar', totalInvestment: null, district: '380124400', code: '2403-361002-04-01-100866' },
    });
  });

  it('is back where it was when its transfer is taken back', () => {
    const moved = (id: string, district: string) =>
      event('project.transferred.v1', { district, since: '2026-05-01' }, { id });
    const back = (target: string) => event('status.withdrawn.v1', { target }, { id: `back-${target}` });
    const districtAfter = (...more: Parameters<typeof tellAll>[0][number][]) =>
      tellAll([REGISTERED, ...more]).messages.at(-1)?.district;
    expect(districtAfter(moved('a', '1'))).toBe('1');
    expect(districtAfter(moved('a', '1'), back('a'))).toBe('380124400');
    expect(districtAfter(moved('a', '1'), moved('b', '2'), back('a'))).toBe('2');
    expect(districtAfter(moved('a', '1'), moved('b', '2'), back('a'), back('b'))).toBe('380124400');
    const amended = event('project.amended.v1', { changes: { district: '3' }, effectiveOn: null }, { id: 'c' });
    expect(districtAfter(moved('a', '1'), amended, back('a'))).toBe('3');
    expect(districtAfter(amended, moved('a', '1'), back('a'))).toBe('3');
    expect(districtAfter(moved('a', '1'), back('other'))).toBe('1');
  });

  it.each([
    ['responsibility.assigned.v1', 'project-p-1'],
    ['investment.reported.v1', 'project-p-1'],
    ['flag.explained.v1', 'project-p-1'],
    ['catalogue.adopted.v1', 'catalogue-cn-investment'],
    ['ruleset.adopted.v1', 'ruleset-five-milestones'],
    ['integrity-rules.adopted.v1', 'integrity-rules-cn-integrity'],
    ['person.added.v1', 'project-p-1'],
    ['milestone.reached.v2', 'project-p-1'],
    ['milestone.reached.v1', 'report-2026-05'],
    ['milestone.reached.v1', 'project-'],
    ['constructor', 'project-p-1'],
  ])('is not what %s on %s is about', (type, stream) => {
    const data = { milestone: 'eia', occurredOn: '2026-05-01' };
    const stray = event(type, data, { stream });
    expect(subjectOf(stray)).toBeNull();
    expect(tell(PROJECT, stray, SOURCE)).toEqual({ subject: PROJECT, message: null });
    expect(tell(undefined, stray, SOURCE).message).toBeNull();
  });
});
