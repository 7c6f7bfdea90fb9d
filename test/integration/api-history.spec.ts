import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import { ReadModels } from '../../libs/projection/src';
import type { Api } from '../support/api';
import { done, registered, streamOf } from '../support/commands';
import { startSampleApi } from '../support/sample';

const HISTORY = `query ($projectId: ID, $first: Int!, $after: String, $orderBy: HistoryOrder, $atLeast: Position, $asOf: AsOfInput) {
  history(projectId: $projectId, first: $first, after: $after, orderBy: $orderBy, atLeast: $atLeast, asOf: $asOf) {
    totalCount pageInfo { endCursor hasNextPage }
    edges { cursor node {
      id type text en: text(language: EN) occurredOn reason actor document { number }
      changes { field from to } corrects { id } correctedBy { id } project { id name timeline { status } }
    } }
  }
}`;

interface Row {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly correctedBy: readonly { readonly id: string }[];
  readonly project: { readonly name: string } | null;
}

describe('history over GraphQL', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  async function ask(variables: object): Promise<{ rows: Row[]; totalCount: number; cursors: string[] }> {
    const { data, errors } = await api.ask(HISTORY, { first: 100, orderBy: 'RECORDED_ASC', ...variables });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const { edges, totalCount } = data.history;
    return {
      rows: edges.map(({ node }: { node: Row }) => node),
      cursors: edges.map(({ cursor }: { cursor: string }) => cursor),
      totalCount,
    };
  }

  it('shows what was just recorded, with old and new date, and which event corrects which', async () => {
    const projectId = await registered(api);
    const document = { number: '临环评字〔2024〕7号' };
    await done(api, 'recordMilestone', { projectId, milestone: 'eia', occurredOn: '2024-03-02', document });
    const before = await done(api, 'suspendProject', { projectId, since: '2024-05-01', reason: '资金未到位' });
    const knownAt = (await streamOf(api, projectId)).at(-1)!.recordedAt;
    await done(api, 'correctMilestone', {
      projectId,
      milestone: 'eia',
      occurredOn: '2024-03-12',
      reason: '按批文更正',
    });
    const name = '更名后的项目';
    const { position } = await done(api, 'amendProject', { projectId, name, reason: '更名' });
    const events = await streamOf(api, projectId);
    const { rows } = await ask({ projectId, atLeast: position });
    expect(rows).toMatchObject([
      { type: 'project.registered.v1', corrects: null, correctedBy: [] },
      {
        text: '记录节点:环评:发生日期 2024-03-02;文号 临环评字〔2024〕7号',
        document,
        correctedBy: [{ id: events[3]!.id }],
      },
      { text: '项目暂停:起始日期 2024-05-01;状态 推进中 → 暂停', reason: '资金未到位', occurredOn: '2024-05-01' },
      {
        id: events[3]!.id,
        text: '更正节点:环评:发生日期 2024-03-02 → 2024-03-12(推迟 10 天)',
        en: 'Milestone corrected: Environmental impact assessment: date 2024-03-02 → 2024-03-12 (10 days later)',
        changes: [{ field: 'occurredOn', from: '2024-03-02', to: '2024-03-12' }],
        corrects: { id: events[1]!.id },
        reason: '按批文更正',
      },
      { type: 'project.amended.v1', changes: [{ field: 'name', to: name }] },
    ]);
    expect(rows.every(({ project }) => project?.name === name)).toBe(true);
    // As known before the correction nothing knows of it.
    const then = await ask({ projectId, asOf: { knownAt }, atLeast: before.position });
    expect(then.rows.map(({ id }) => id)).toEqual(events.slice(0, 3).map(({ id }) => id));
    expect(then.rows[1]).toMatchObject({ correctedBy: [], project: { name: '年产三千吨碳纤维项目' } });
  });

  it('tells events of types that it does not know by their names', async () => {
    const store = api.app.get<EventStore>(EVENT_STORE, { strict: false });
    const metadata = { actor: 'report-clerk', bureau: '统计局', source: 'test' };
    const event = (type: string) => ({ id: randomUUID(), type, data: { figures: [1] }, metadata });
    const types = ['report.published.v9', 'checkpoint.issued.v9'];
    const { position } = await store.append(`report-${randomUUID()}`, 'none', types.map(event));
    const { data } = await api.ask(
      `query ($atLeast: Position) { history(actor: "report-clerk", bureau: "统计局", first: 10, atLeast: $atLeast) {
        totalCount edges { node { type text revision project { id } } } } }`,
      { atLeast: position },
    );
    expect(data.history).toEqual({
      totalCount: 2,
      edges: [1, 0].map((index) => ({
        node: { type: types[index], text: `事件 ${types[index]}`, revision: index, project: null },
      })),
    });
  });

  it('takes as many statements for a long page as for a short one', async () => {
    const { pool } = api.app.get(ReadModels, { strict: false });
    const query = jest.spyOn(pool, 'query');
    const count = async (first: number): Promise<number> => {
      query.mockClear();
      expect((await ask({ first, orderBy: 'RECORDED_DESC' })).rows).toHaveLength(first);
      return query.mock.calls.length;
    };
    const few = await count(2);
    expect(few).toBeGreaterThan(0);
    expect(await count(60)).toBe(few);
    query.mockRestore();
  });

  it('goes on after a cursor of its own order, and after no other', async () => {
    const { rows, cursors, totalCount } = await ask({ first: 10 });
    expect((await ask({ first: 4, after: cursors[5] })).rows).toEqual(rows.slice(6));
    expect(totalCount).toBeGreaterThan(4_000);
    for (const after of [cursors[5], `${cursors[5]!.slice(0, -2)}xx`]) {
      const { errors } = await api.ask(HISTORY, { first: 1, after, orderBy: 'RECORDED_DESC' });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'cursor.invalid', field: 'after' });
    }
  });

  it.each([
    ['history(first: 0) { totalCount }', 'input.invalid'],
    ['history(first: 101) { totalCount }', 'input.invalid'],
    ['history(first: 1, projectId: "x") { totalCount }', 'input.invalid'],
    ['history(first: 1, asOf: { on: "0000-01-01" }) { totalCount }', 'as-of.out-of-calendar'],
  ])('refuses %s', async (field, code) => {
    const { errors } = await api.ask(`{ ${field} }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});
