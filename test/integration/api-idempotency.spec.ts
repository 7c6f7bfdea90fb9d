import { randomUUID } from 'node:crypto';
import { startApi, type Api } from '../support/api';
import { done, headOf, ORDINARY, registered, send, streamOf, type Payload } from '../support/commands';

const reused = [{ code: 'idempotency-key.reused', field: 'idempotencyKey' }];
const keyOf = () => `key-${randomUUID()}`;

describe('a command with an idempotency key', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each([
    ['recordMilestone', { milestone: 'eia', occurredOn: '2024-03-02' }],
    ['amendProject', { name: '改名', reason: '录入有误' }],
    ['commitSchedule', { committedOn: '2024-01-10', targets: [{ milestone: 'eia', date: '2025-03-01' }] }],
    ['suspendProject', { since: '2024-02-01', reason: '停工' }],
    ['transferProject', { district: '361003', since: '2024-02-01', reason: '区划调整' }],
    ['assignResponsibility', { role: 'BUREAU', assignee: '工信局', from: '2024-02-01' }],
    ['markMilestoneNotApplicable', { milestone: 'filing', decidedOn: '2024-02-01', approver: '局', reason: '不适用' }],
  ])('%s answers a repeat as the first time and writes nothing', async (mutation, command) => {
    const input = { projectId: await registered(api), idempotencyKey: keyOf(), ...command };
    const first = await done(api, mutation, input);
    await done(api, 'recordMilestone', {
      projectId: input.projectId,
      milestone: 'negotiation',
      occurredOn: '2023-01-05',
    });
    const head = await headOf(api);
    const again = await done(api, mutation, input);
    // What was worth a look was told the first time; the project is shown as it was then.
    expect(again).toEqual({ ...first, warnings: [] });
    expect(await headOf(api)).toBe(head);
  });

  it('registerProject without an id makes one project of two requests', async () => {
    const input = { ...ORDINARY, idempotencyKey: keyOf() };
    const first = await done(api, 'registerProject', input);
    const head = await headOf(api);
    expect(await done(api, 'registerProject', input)).toEqual(first);
    expect(await headOf(api)).toBe(head);
    expect((await send(api, 'registerProject', { ...input, name: '另一个项目' })).userErrors).toEqual(reused);
    expect(await headOf(api)).toBe(head);
  });

  it('ten at once are one', async () => {
    const input = { ...ORDINARY, idempotencyKey: keyOf() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => done(api, 'registerProject', input)));
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
    const projectId = answers[0]?.project.id as string;
    expect(await streamOf(api, projectId)).toHaveLength(1);

    const eia = { projectId, milestone: 'eia', occurredOn: '2024-03-02', idempotencyKey: keyOf() };
    const recorded = await Promise.all(Array.from({ length: 10 }, () => done(api, 'recordMilestone', eia)));
    expect(new Set(recorded.map(({ position }) => position)).size).toBe(1);
    expect(await streamOf(api, projectId)).toHaveLength(2);
  });

  it('of ten different ones at once with one key, one is carried out and the others are refused', async () => {
    const projectId = await registered(api);
    const idempotencyKey = keyOf();
    const note = (index: number) => `第${index}次`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        send(api, 'recordMilestone', {
          projectId,
          milestone: 'eia',
          occurredOn: '2024-03-02',
          note: note(index),
          idempotencyKey,
        }),
      ),
    );
    const accepted = answers.filter(({ userErrors }) => userErrors.length === 0);
    expect(accepted).toHaveLength(1);
    const [, event] = await streamOf(api, projectId);
    expect(event?.data).toMatchObject({ note: note(answers.indexOf(accepted[0] as Payload)) });
    for (const { userErrors } of answers.filter((answer) => answer !== accepted[0])) expect(userErrors).toEqual(reused);
  });

  it('a key used for another project or kind of command is another key there, and refused here', async () => {
    const [one, other] = [await registered(api), await registered(api)];
    const idempotencyKey = keyOf();
    const eia = { milestone: 'eia', occurredOn: '2024-03-02', idempotencyKey };
    await done(api, 'recordMilestone', { projectId: one, ...eia });
    await done(api, 'recordMilestone', { projectId: other, ...eia });
    const { userErrors } = await send(api, 'suspendProject', {
      projectId: one,
      since: '2024-05-01',
      reason: '停工',
      idempotencyKey,
    });
    expect(userErrors).toEqual(reused);
    expect(await streamOf(api, one)).toHaveLength(2);
  });

  it('a refused command leaves its key free', async () => {
    const projectId = await registered(api);
    const input = { projectId, milestone: 'eia', idempotencyKey: keyOf() };
    const { userErrors } = await send(api, 'recordMilestone', { ...input, occurredOn: '2199-01-01' });
    expect(userErrors).toMatchObject([{ code: 'date.in-future' }]);
    await done(api, 'recordMilestone', { ...input, occurredOn: '2024-03-02' });
    expect(await streamOf(api, projectId)).toHaveLength(2);
  });
});

describe('writers at the same time', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const MILESTONES = ['signing', 'filing', 'eia', 'tendering', 'land-supply', 'planning-permit', 'groundbreaking'];

  it('all succeed when what they say is compatible', async () => {
    const projectId = await registered(api);
    const answers = await Promise.all(
      MILESTONES.map((milestone) => done(api, 'recordMilestone', { projectId, milestone, occurredOn: '2024-03-02' })),
    );
    expect(new Set(answers.map(({ position }) => position)).size).toBe(MILESTONES.length);
    const events = await streamOf(api, projectId);
    expect(events.map(({ revision }) => revision)).toEqual([0, ...MILESTONES.map((_, index) => index + 1)]);
  });

  it('one succeeds when they contradict each other, and the other is decided anew', async () => {
    const projectId = await registered(api);
    const answers = await Promise.all(
      ['2024-03-02', '2024-03-03'].map((occurredOn) =>
        send(api, 'recordMilestone', { projectId, milestone: 'eia', occurredOn }),
      ),
    );
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(['milestone.already-recorded']);
    expect(await streamOf(api, projectId)).toHaveLength(2);
  });

  it('one succeeds when each wants to change only what it saw', async () => {
    const projectId = await registered(api);
    const answers = await Promise.all(
      ['eia', 'filing', 'signing'].map((milestone) =>
        send(api, 'recordMilestone', { projectId, milestone, occurredOn: '2024-03-02', ifRevision: 0 }),
      ),
    );
    const refused = answers.flatMap(({ userErrors }) => userErrors);
    expect(refused).toEqual(Array(2).fill({ code: 'revision.stale', field: 'ifRevision' }));
    expect(await streamOf(api, projectId)).toHaveLength(2);
  });
});
