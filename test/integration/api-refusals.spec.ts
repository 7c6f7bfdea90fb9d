import { randomUUID } from 'node:crypto';
import { startApi, type Api } from '../support/api';
import { done, headOf, ORDINARY, registered, send, type Told } from '../support/commands';
import { named, ON_A_PROJECT, reason, refusal, REFUSALS, TWICE } from '../support/refused-commands';

const TARGET = { milestone: 'filing', date: '2025-01-01' };

describe('a command over GraphQL, refused', () => {
  let api: Api;
  let projectId: string;
  beforeAll(async () => {
    api = await startApi();
    projectId = await registered(api);
    await done(api, 'recordMilestone', { projectId, milestone: 'signing', occurredOn: '2024-01-05' });
    await done(api, 'recordMilestone', { projectId, milestone: 'eia', occurredOn: '2024-03-02' });
  });
  afterAll(() => api.close());

  /** The refusals; nothing whatever is written. */
  async function refusalsOf(mutation: string, input: object): Promise<readonly Told[]> {
    const before = await headOf(api);
    const { project, position, userErrors, warnings } = await send(api, mutation, input);
    expect({ project, position, warnings }).toEqual({ project: null, position: null, warnings: [] });
    expect(await headOf(api)).toBe(before);
    return userErrors;
  }

  it.each(REFUSALS.map(named))('$what: $mutation', async ({ mutation, input, refusals }) => {
    const target = mutation === 'registerProject' ? {} : { projectId };
    expect(await refusalsOf(mutation, { ...target, ...input })).toEqual(refusals);
  });

  it.each(TWICE.map(named))('$what: $mutation', async ({ mutation, input, refusals }) => {
    const another = { projectId: await registered(api), ...input };
    await done(api, mutation, another);
    expect(await refusalsOf(mutation, another)).toEqual(refusals);
  });

  it('a milestone recorded twice is not corrected or withdrawn without naming the event', async () => {
    const twice = { projectId: await registered(api), milestone: 'eia' };
    await done(api, 'recordMilestone', { ...twice, occurredOn: '2018-03-02' });
    await done(api, 'recordMilestone', { ...twice, occurredOn: '2024-03-02', repeat: true });
    const ambiguous = [refusal('milestone.ambiguous', 'eventId')];
    expect(await refusalsOf('withdrawMilestone', { ...twice, reason })).toEqual(ambiguous);
    expect(await refusalsOf('correctMilestone', { ...twice, occurredOn: '2024-03-03', reason })).toEqual(ambiguous);
  });

  it('an id that is taken', async () => {
    const taken = [refusal('project.already-registered', 'id')];
    expect(await refusalsOf('registerProject', { ...ORDINARY, id: projectId })).toEqual(taken);
    expect(await refusalsOf('registerProject', { ...ORDINARY, id: projectId.toUpperCase() })).toEqual(taken);
  });

  it('a registration that expects the project to be there, and one with the right expectation', async () => {
    const stale = [refusal('revision.stale', 'ifRevision')];
    expect(await refusalsOf('registerProject', { ...ORDINARY, ifRevision: 0 })).toEqual(stale);
    expect((await send(api, 'registerProject', { ...ORDINARY, ifRevision: -1 })).userErrors).toEqual([]);
  });

  it.each(ON_A_PROJECT)('%s on a project that is not there', async (mutation, input) => {
    const unknown = [refusal('project.unknown', 'projectId')];
    expect(await refusalsOf(mutation, { projectId: randomUUID(), ...input })).toEqual(unknown);
  });

  it.each(ON_A_PROJECT)('%s at a stale revision', async (mutation, input) => {
    for (const ifRevision of [1, 3]) {
      const stale = [refusal('revision.stale', 'ifRevision')];
      expect(await refusalsOf(mutation, { projectId, ifRevision, ...input })).toEqual(stale);
    }
  });

  it.each([
    ['recordMilestone', { milestone: 'filing', occurredOn: '2024-02-30' }, 'graphql.invalid'],
    ['recordMilestone', { milestone: 'x'.repeat(65), occurredOn: '2024-02-28' }, 'input.invalid'],
    ['recordMilestone', { milestone: 'filing', occurredOn: '2024-02-28', idempotencyKey: 'short' }, 'input.invalid'],
    ['recordMilestone', { milestone: 'filing', occurredOn: '2024-02-28', ifRevision: -2 }, 'input.invalid'],
    ['recordMilestone', { milestone: 'filing', occurredOn: '2024-02-28', document: { sha256: 'XY' } }, 'input.invalid'],
    ['recordMilestone', { milestone: 'filing', occurredOn: '2024-02-28', note: 'a\u0000b' }, 'input.invalid'],
    ['commitSchedule', { committedOn: '2024-02-28', targets: [] }, 'input.invalid'],
    [
      'commitSchedule',
      { committedOn: '2024-02-28', targets: [TARGET, { ...TARGET, date: '2025-02-01' }] },
      'input.invalid',
    ],
    ['amendProject', { tags: ['x'.repeat(51)], reason }, 'input.invalid'],
    ['suspendProject', { since: '2024-02-28' }, 'graphql.invalid'],
  ])('%s with what does not fit its input: %j', async (mutation, input, code) => {
    const before = await headOf(api);
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const { errors } = await api.ask(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { position userErrors { code } } }`,
      { input: { projectId, ...input } },
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(await headOf(api)).toBe(before);
  });

  it('tells why in both languages', async () => {
    const { data } = await api.ask(
      `mutation ($id: ID!) { withdrawMilestone(input: { projectId: $id, milestone: "filing", reason: "核实" }) {
        userErrors { severity zh: message en: message(language: EN) }
      } }`,
      { id: projectId },
    );
    expect(data.withdrawMilestone.userErrors).toEqual([
      { severity: 'ERROR', zh: '节点 filing 尚未记录。', en: 'filing is not recorded.' },
    ]);
  });
});
