import { amended, assigned, coded, transferred } from '../../testing/commands.spec-support';
import { nothing, PERSON, PROFILE, PROJECT, register, registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-30';
const FIRST = '2403-361002-04-01-100866';
const SECOND = '2505-330354-04-01-274607';
const project = registered();

describe('registering a project', () => {
  it('takes the profile and the version of the catalogue that it follows', () => {
    expect(nothing.when(TODAY, register()).facts).toEqual([
      {
        type: 'project.registered.v1',
        data: { ...PROFILE, catalogue: { code: 'cn-investment', version: 1 }, external: null },
      },
    ]);
  });

  it('keeps the key under which another register knows it', () => {
    const external = { register: '重点项目台账', key: 'YT-0001' };
    const outcome = nothing.when(TODAY, { type: 'registerProject', projectId: PROJECT, profile: PROFILE, external });
    expect(outcome.facts[0]!.data).toMatchObject({ external });
  });

  it('takes a credit code that fails its check when a reason is given', () => {
    const profile = { ...PROFILE, investorCode: '91360100MA01001391' };
    const command = { type: 'registerProject', projectId: PROJECT, profile, overrideReason: '营业执照如此' } as const;
    expect(nothing.when(TODAY, command).errors).toEqual([]);
  });

  it('needs neither investor nor total', () => {
    const bare = {
      investor: null,
      investorCode: null,
      industry: null,
      landMode: null,
      totalInvestment: null,
      tags: [],
    };
    expect(nothing.when(TODAY, register(bare)).errors).toEqual([]);
    expect(nothing.when(TODAY, register({ totalInvestment: '0' })).errors).toEqual([]);
  });
});

describe('amending a project', () => {
  it('records only what differs', () => {
    const outcome = project.when(TODAY, amended({ name: PROFILE.name, kind: 'solar' }, '2024-05-01'));
    expect(outcome.facts).toEqual([
      {
        type: 'project.amended.v1',
        data: { changes: { kind: 'solar' }, effectiveOn: '2024-05-01', reason: '按批文更正' },
      },
    ]);
  });

  it('compares with the day of the change, not with today', () => {
    const given = project.and(TODAY, amended({ kind: 'solar' }, '2024-05-01'));
    expect(given.when(TODAY, amended({ kind: 'solar' }, '2024-04-01')).facts).toHaveLength(1);
    expect(given.when(TODAY, amended({ kind: 'new-build' }, '2024-05-01')).facts).toHaveLength(1);
  });

  it('puts right what was wrong from the start, whatever was amended since', () => {
    const given = project.and(TODAY, amended({ totalInvestment: '150000000' }, '2024-05-01'));
    expect(given.when(TODAY, amended({ totalInvestment: '130000000' })).facts).toHaveLength(1);
    expect(given.when(TODAY, amended({ totalInvestment: '120000000' })).errors).toEqual(['nothing.changes@']);
  });

  it('clears a field, and takes a change that is still to come', () => {
    expect(project.when(TODAY, amended({ investor: null }, '2030-01-01')).facts[0]!.data).toMatchObject({
      changes: { investor: null },
    });
  });
});

describe('assigning a project code', () => {
  it('takes it in its written form, and another one after it', () => {
    const given = project.and(TODAY, coded(' 2403-361002-04-01-100866 '));
    expect(given.events.at(-1)).toMatchObject({ type: 'project.code-assigned.v1', data: { code: FIRST } });
    expect(given.and(TODAY, coded(SECOND)).when(TODAY, coded(FIRST)).errors).toEqual([]);
  });

  it('keeps the reason for one whose check digit fails', () => {
    const outcome = project.when(TODAY, coded('2403-361002-04-01-100867', ' 发证机关确认 '));
    expect(outcome.facts[0]!.data).toEqual({ code: '2403-361002-04-01-100867', overrideReason: '发证机关确认' });
  });

  it('takes one of the first national platform, which has no check digit', () => {
    expect(project.when(TODAY, coded('2019-330391-47-03-831266'))).toMatchObject({ errors: [], warnings: [] });
  });
});

describe('moving a project', () => {
  it('says where to and since when', () => {
    expect(project.when(TODAY, transferred('380124100', '2024-05-01')).facts).toEqual([
      {
        type: 'project.transferred.v1',
        data: { district: '380124100', since: '2024-05-01', reason: '统筹流转' },
      },
    ]);
  });

  it('is judged by where it lay on that day', () => {
    const given = project.and(TODAY, transferred('380124100', '2024-05-01'));
    expect(given.when(TODAY, transferred(PROFILE.district, '2024-06-01')).facts).toHaveLength(1);
    expect(given.when(TODAY, transferred(PROFILE.district, '2024-04-01')).errors).toEqual(['nothing.changes@district']);
  });
});

describe('assigning responsibility', () => {
  it('says who from when, also ahead of time', () => {
    expect(project.when(TODAY, assigned('lead-official', '分管工业副县长', '2024-08-01')).facts).toEqual([
      {
        type: 'responsibility.assigned.v1',
        data: { role: 'lead-official', assignee: '分管工业副县长', from: '2024-08-01' },
      },
    ]);
  });

  it('takes a post that has digits, as long as they are no phone number', () => {
    const posts = ['第12工作专班3组组长', '12345热线办', '2024-2025年重点项目专班'];
    for (const post of posts) expect(project.when(TODAY, assigned('contact', post, '2024-02-01')).errors).toEqual([]);
  });

  it('names the person in the post by the id of a directory entry', () => {
    expect(project.when(TODAY, assigned('contact', '项目专员', '2024-02-01', PERSON)).facts).toEqual([
      {
        type: 'responsibility.assigned.v1',
        data: { role: 'contact', assignee: '项目专员', person: PERSON, from: '2024-02-01' },
      },
    ]);
  });

  it('takes another person in the same post, or none, for a change', () => {
    const post = project.and(TODAY, assigned('contact', '项目专员', '2024-02-01'));
    const person = post.and(TODAY, assigned('contact', '项目专员', '2024-03-01', PERSON));
    expect(person.when(TODAY, assigned('contact', '项目专员', '2024-04-01')).facts).toHaveLength(1);
  });

  it('keeps the reason, and tells the roles apart', () => {
    const given = project.and(TODAY, assigned('bureau', '水利局', '2024-02-01'));
    const command = { ...assigned('contact', '水利局', '2024-02-01'), reason: '分工调整' };
    expect(given.when(TODAY, command).facts[0]!.data).toMatchObject({ role: 'contact', reason: '分工调整' });
  });
});
