import { randomUUID } from 'node:crypto';
import { startApi, type Api } from '../support/api';
import { done, ORDINARY, registered, send, shownAt, streamOf } from '../support/commands';

const CODE = '2403-361002-04-01-123456';
const SHA = 'a'.repeat(64);

const entryOf = (project: { timeline: { milestone: { code: string } }[] }, code: string) =>
  project.timeline.find(({ milestone }) => milestone.code === code);

describe('a command over GraphQL, accepted', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Sends it; the payload's project must be what the query shows at the payload's position. Answers the project. */
  async function carriedOut(mutation: string, input: object) {
    const { project, position, warnings } = await done(api, mutation, input);
    const events = await streamOf(api, project.id);
    expect(events.at(-1)?.position).toBe(position);
    expect(project.revision).toBe(events.length - 1);
    expect(await shownAt(api, project.id, position)).toEqual(project);
    return { project, warnings, event: events.at(-1) };
  }

  it('registerProject records all that is given, under an id of its own', async () => {
    const { project, event } = await carriedOut('registerProject', {
      ...ORDINARY,
      investor: '赣东新材料有限公司',
      industry: 'C2829',
      totalInvestment: '4.07亿元',
      tags: ['省重点', '专精特新'],
      external: { register: 'county-ledger', key: 'A-17' },
    });
    expect(project).toMatchObject({
      ...ORDINARY,
      investor: '赣东新材料有限公司',
      totalInvestment: '407000000',
      sizeTier: '100m-500m',
      tags: ['省重点', '专精特新'],
      externalKey: 'A-17',
      standing: 'ACTIVE',
      revision: 0,
    });
    expect(event).toMatchObject({ type: 'project.registered.v1', metadata: { actor: 'local', source: 'graphql' } });
    // Tells the requests of all processes apart.
    expect(event?.metadata.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('registerProject takes an id, which is the same in either case', async () => {
    const id = randomUUID();
    const { project } = await carriedOut('registerProject', { ...ORDINARY, id: id.toUpperCase() });
    expect(project.id).toBe(id);
    await carriedOut('recordMilestone', {
      projectId: id.toUpperCase(),
      milestone: 'signing',
      occurredOn: '2024-01-05',
    });
    expect(await streamOf(api, id)).toHaveLength(2);
  });

  it('amendProject changes attributes, from a day on and from the start', async () => {
    const projectId = await registered(api);
    const from = await carriedOut('amendProject', {
      projectId,
      totalInvestment: '6亿元',
      tags: [],
      effectiveOn: '2024-06-01',
      reason: '增资扩产',
    });
    expect(from.project).toMatchObject({ totalInvestment: '600000000', sizeTier: '500m-1b', tags: [] });
    const { project } = await carriedOut('amendProject', { projectId, name: '碳纤维一期', reason: '名称录入有误' });
    expect(project).toMatchObject({ name: '碳纤维一期', totalInvestment: '600000000' });
  });

  it('amendProject clears what may be empty by null, and leaves what is not named', async () => {
    const projectId = await registered(api, { investor: '误录公司', industry: 'C2829', totalInvestment: '100' });
    const { project, event } = await carriedOut('amendProject', {
      projectId,
      investor: null,
      totalInvestment: null,
      name: null,
      reason: '投资主体尚未确定',
    });
    expect(project).toMatchObject({ investor: null, totalInvestment: null, industry: 'C2829', name: ORDINARY.name });
    expect(event?.data).toMatchObject({ changes: { investor: null, totalInvestment: null } });
  });

  it('assignProjectCode keeps the earlier code as an alias, by which the project is found', async () => {
    const projectId = await registered(api);
    const overrideReason = '批文原件如此';
    const first = await carriedOut('assignProjectCode', { projectId, code: CODE, overrideReason });
    expect(first.project).toMatchObject({ code: CODE, aliases: [] });
    expect(first.warnings).toEqual([{ code: 'project-code.check-digit', field: 'code' }]);
    const next = '2405-361002-04-01-654321';
    const { project, event } = await carriedOut('assignProjectCode', { projectId, code: next, overrideReason });
    expect(project).toMatchObject({ code: next, aliases: [CODE] });
    for (const code of [CODE, next, ` ${next} `]) {
      const { data } = await api.ask(`query ($code: String) { project(code: $code) { id } }`, { code });
      expect(data.project).toEqual({ id: projectId });
    }
    // Before it was given, nobody knew the second code.
    const asOf = { knownAt: new Date(Date.parse(String(event?.recordedAt)) - 1).toISOString() };
    const { data } = await api.ask(
      `query ($code: String, $asOf: AsOfInput) { project(code: $code, asOf: $asOf) { id } }`,
      { code: next, asOf },
    );
    expect(data.project).toBeNull();
  });

  it('recordMilestone, correctMilestone and withdrawMilestone go on the timeline and off it', async () => {
    const projectId = await registered(api);
    const document = { number: '资环审〔2024〕12号', issuer: '生态环境局', issuedOn: '2024-03-01', sha256: SHA };
    const recorded = await carriedOut('recordMilestone', {
      projectId,
      milestone: 'eia',
      occurredOn: '2024-03-02',
      document,
      validUntil: '2029-03-01',
      note: '报告表',
    });
    expect(recorded.warnings).toContainEqual({ code: 'prerequisite.missing', field: 'milestone' });
    expect(entryOf(recorded.project, 'eia')).toMatchObject({
      status: 'REACHED',
      occurredOn: '2024-03-02',
      document,
      validUntil: '2029-03-01',
      note: '报告表',
      eventId: recorded.event?.id,
      recordedAt: recorded.event?.recordedAt,
    });
    const corrected = await carriedOut('correctMilestone', {
      projectId,
      milestone: 'eia',
      eventId: recorded.event?.id.toUpperCase(),
      occurredOn: '2024-03-05',
      validUntil: null,
      reason: '以批文日期为准',
    });
    expect(entryOf(corrected.project, 'eia')).toMatchObject({ occurredOn: '2024-03-05', document });
    expect(entryOf(corrected.project, 'eia')).toMatchObject({ flags: expect.arrayContaining(['CORRECTED']) });
    const withdrawn = await carriedOut('withdrawMilestone', { projectId, milestone: 'eia', reason: '误录他项目' });
    expect(entryOf(withdrawn.project, 'eia')).toMatchObject({ status: 'PENDING', occurredOn: null });
  });

  it('recordMilestone with repeat records an approval given again', async () => {
    const projectId = await registered(api);
    const eia = { projectId, milestone: 'eia' };
    await carriedOut('recordMilestone', { ...eia, occurredOn: '2018-03-02' });
    const { project } = await carriedOut('recordMilestone', { ...eia, occurredOn: '2024-03-02', repeat: true });
    expect(entryOf(project, 'eia')).toMatchObject({ flags: expect.arrayContaining(['REPEATED']) });
  });

  it('markMilestoneNotApplicable takes it out, withdrawMilestone brings it back', async () => {
    const projectId = await registered(api);
    const milestone = 'land-pre-approval';
    const marked = await carriedOut('markMilestoneNotApplicable', {
      projectId,
      milestone,
      decidedOn: '2024-02-01',
      approver: '自然资源局',
      reason: '利用存量用地',
    });
    expect(entryOf(marked.project, milestone)).toMatchObject({ status: 'NOT_APPLICABLE' });
    const { project } = await carriedOut('withdrawMilestone', { projectId, milestone, reason: '需新增用地' });
    expect(entryOf(project, milestone)).toMatchObject({ status: 'PENDING' });
  });

  it('commitSchedule keeps every re-baselining', async () => {
    const projectId = await registered(api);
    const first = await carriedOut('commitSchedule', {
      projectId,
      committedOn: '2024-01-10',
      targets: [
        { milestone: 'eia', date: '2024-03-01' },
        { milestone: 'groundbreaking', date: '2099-05-01' },
      ],
    });
    expect(first.warnings).toEqual([{ code: 'commitment.in-past', field: 'targets.eia' }]);
    expect(entryOf(first.project, 'eia')).toMatchObject({ plannedOn: '2024-03-01', flags: ['COMMITMENT_PASSED'] });
    const { project } = await carriedOut('commitSchedule', {
      projectId,
      committedOn: '2024-02-20',
      targets: [{ milestone: 'groundbreaking', date: '9999-12-30' }],
      reason: '用地指标未落实',
    });
    expect(entryOf(project, 'groundbreaking')).toMatchObject({ plannedOn: '9999-12-30' });
    expect(entryOf(project, 'eia')).toMatchObject({ plannedOn: '2024-03-01' });
  });

  it('suspendProject, resumeProject, terminateProject and reinstateProject move its standing', async () => {
    const projectId = await registered(api);
    const steps = [
      ['suspendProject', '2024-02-01', 'SUSPENDED'],
      ['resumeProject', '2024-03-01', 'ACTIVE'],
      ['terminateProject', '2024-04-01', 'ENDED'],
      ['reinstateProject', '2024-05-01', 'ACTIVE'],
    ] as const;
    for (const [mutation, since, standing] of steps) {
      const { project } = await carriedOut(mutation, { projectId, since, reason: '会议决定' });
      expect(project.standing).toBe(standing);
    }
    const { data } = await api.ask(
      `query ($id: ID) { ${steps.map(([, on], i) => `on${i}: project(id: $id, asOf: {on: "${on}"}) { standing }`).join(' ')} }`,
      { id: projectId },
    );
    expect(Object.values(data)).toEqual(steps.map(([, , standing]) => ({ standing })));
  });

  it('correctStatus and withdrawStatus put a pause right', async () => {
    const projectId = await registered(api);
    const { event } = await carriedOut('suspendProject', { projectId, since: '2024-02-01', reason: '停工' });
    const corrected = await carriedOut('correctStatus', {
      projectId,
      eventId: event?.id.toUpperCase(),
      since: '2024-02-10',
      reason: '日期有误',
    });
    expect(corrected.project.standing).toBe('SUSPENDED');
    const { project } = await carriedOut('withdrawStatus', { projectId, eventId: event?.id, reason: '未停工' });
    expect(project.standing).toBe('ACTIVE');
  });

  it('raiseIssue and resolveIssue enter a problem in the ledger and strike it off, once', async () => {
    const projectId = await registered(api);
    const raised = await carriedOut('raiseIssue', {
      projectId,
      title: '用地指标不足',
      milestone: 'land-supply',
      bureau: '自然资源局',
      raisedOn: '2024-03-01',
      dueOn: '2024-03-31',
    });
    expect(raised.event).toMatchObject({
      type: 'issue.raised.v1',
      data: { title: '用地指标不足', milestone: 'land-supply', bureau: '自然资源局', dueOn: '2024-03-31' },
    });
    const other = await carriedOut('raiseIssue', {
      projectId,
      title: '施工图未审',
      bureau: '住房和城乡建设局',
      raisedOn: '2024-03-02',
    });
    expect(other.event?.data).toMatchObject({ milestone: null, dueOn: null });
    const input = {
      projectId,
      eventId: raised.event?.id.toUpperCase(),
      resolvedOn: '2024-03-20',
      resolution: '指标已下达',
    };
    const early = await send(api, 'resolveIssue', { ...input, resolvedOn: '2024-02-29' });
    expect(early.userErrors).toEqual([{ code: 'issue.resolved-before-raised', field: 'resolvedOn' }]);
    const solved = { ...input, idempotencyKey: randomUUID(), ifRevision: 2 };
    const { event } = await carriedOut('resolveIssue', solved);
    expect(event).toMatchObject({ type: 'issue.resolved.v1', data: { target: raised.event?.id } });
    expect((await send(api, 'resolveIssue', solved)).position).toBe(event?.position);
    expect((await send(api, 'resolveIssue', input)).userErrors).toEqual([
      { code: 'issue.already-resolved', field: 'eventId' },
    ]);
    const { data } = await api.ask(
      `query ($id: ID, $at: Position) {
        history(projectId: $id, atLeast: $at, first: 10, orderBy: RECORDED_ASC) {
          edges { node { occurredOn text en: text(language: EN) } }
        } }`,
      { id: projectId, at: event?.position },
    );
    expect(data.history.edges.slice(1).map(({ node }: { node: object }) => node)).toEqual([
      {
        occurredOn: '2024-03-01',
        text: '登记问题:用地指标不足:影响节点 供地;责任单位 自然资源局;提出日期 2024-03-01;办结时限 2024-03-31',
        en: expect.stringMatching(/^Issue raised: 用地指标不足: holds up Land supply; to be solved by/),
      },
      expect.objectContaining({ occurredOn: '2024-03-02' }),
      {
        occurredOn: '2024-03-20',
        text: '问题销号:用地指标不足:销号日期 2024-03-20;解决情况 指标已下达',
        en: 'Issue resolved: 用地指标不足: resolved on 2024-03-20; resolution 指标已下达',
      },
    ]);
  });

  it('transferProject and assignResponsibility hold from their day on', async () => {
    const projectId = await registered(api);
    const moved = { projectId, district: '361003', since: '2024-06-01', reason: '区划调整' };
    expect((await carriedOut('transferProject', moved)).project.district).toBe('361003');
    for (const [role, field, assignee] of [
      ['LEAD_OFFICIAL', 'leadOfficial', '分管工业副县长'],
      ['BUREAU', 'bureau', '工信局'],
      ['CONTACT', 'contact', '项目专员'],
    ] as const) {
      const { project } = await carriedOut('assignResponsibility', { projectId, role, assignee, from: '2024-06-15' });
      expect(project[field]).toBe(assignee);
    }
    const { data } = await api.ask(
      `query ($id: ID) { project(id: $id, asOf: { on: "2024-05-31" }) { district bureau } }`,
      { id: projectId },
    );
    expect(data.project).toEqual({ district: ORDINARY.district, bureau: null });
  });
});
