import { startApi, type Api } from '../support/api';
import { headOf, registered } from '../support/commands';

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const AHEAD = '9999999999999999999';

describe('a query that can not be answered says why', () => {
  let api: Api;
  let cursor: string;
  beforeAll(async () => {
    api = await startApi();
    await registered(api);
    await registered(api);
    const { data } = await api.ask(
      `{ projects(first: 1, atLeast: "${await headOf(api)}") { pageInfo { endCursor } } }`,
    );
    cursor = data.projects.pageInfo.endCursor as string;
  });
  afterAll(() => api.close());

  it.each([
    ['neither id nor code', `project { id }`, 'project.key'],
    ['both id and code', `project(id: "${ID}", code: "x") { id }`, 'project.key'],
    ['an id that is none', `project(id: "17") { id }`, 'input.invalid'],
    ['a NUL character', `project(code: "a\\u0000") { id }`, 'input.invalid'],
    ['a NUL character in a filter', `projects(first: 1, filter: { tag: ["\\u0000"] }) { totalCount }`, 'input.invalid'],
    ['no projects at all', `projects(first: 0) { totalCount }`, 'input.invalid'],
    ['too many projects', `projects(first: 101) { totalCount }`, 'input.invalid'],
    [
      'too many values',
      `projects(first: 1, filter: { tag: ${JSON.stringify(Array(51).fill('a'))} }) { totalCount }`,
      'input.invalid',
    ],
    ['no first', `projects { totalCount }`, 'graphql.invalid'],
    ['a cursor of nothing', `projects(first: 1, after: "abc") { totalCount }`, 'cursor.invalid'],
    ['a day that is none', `projects(first: 1, asOf: { on: "2024-02-30" }) { totalCount }`, 'graphql.invalid'],
    [
      'a day before the calendar',
      `projects(first: 1, asOf: { on: "0000-05-01" }) { totalCount }`,
      'as-of.out-of-calendar',
    ],
    ['a day after the calendar', `bottlenecks(asOf: { on: "9999-12-31" }) { total }`, 'as-of.out-of-calendar'],
    [
      'an instant without a zone',
      `projects(first: 1, asOf: { knownAt: "2024-02-01T00:00:00" }) { totalCount }`,
      'graphql.invalid',
    ],
    [
      'a ruleset by a name that every object has',
      `bottlenecks(ruleset: "constructor") { total }`,
      'ruleset.not-in-force',
    ],
    ['an unknown ruleset', `bottlenecks(ruleset: "nowhere") { total }`, 'ruleset.not-in-force'],
    [
      'a ruleset before it was known',
      `bottlenecks(asOf: { knownAt: "2001-01-01T00:00:00Z" }) { total }`,
      'ruleset.not-in-force',
    ],
    ['a ruleset before it was in force', `bottlenecks(asOf: { on: "1999-12-31" }) { total }`, 'ruleset.not-in-force'],
    ['an unknown bottleneck', `bottleneckCases(bottleneck: "nowhere", first: 1) { totalCount }`, 'bottleneck.unknown'],
    ['too many rows', `bottleneckCases(bottleneck: "eia-pending", first: 101) { totalCount }`, 'input.invalid'],
    ['too many groups', `bottlenecks { groups(by: KIND, first: 1001) { key } }`, 'input.invalid'],
    ['too many versions', `rulesets(first: 51) { code }`, 'input.invalid'],
  ])('%s', async (_what, field, code) => {
    const { errors } = await api.ask(`{ ${field} }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  it('a cursor that was changed, or belongs to another list or order', async () => {
    const changed = `${cursor.slice(0, -2)}${cursor.at(-2) === 'A' ? 'B' : 'A'}${cursor.slice(-1)}`;
    for (const field of [
      `projects(first: 1, after: "${changed}") { totalCount }`,
      `projects(first: 1, after: "${cursor}", orderBy: NAME_ASC) { totalCount }`,
      `bottleneckCases(first: 1, after: "${cursor}", bottleneck: "eia-pending") { totalCount }`,
    ]) {
      const { errors } = await api.ask(`{ ${field} }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'cursor.invalid', field: 'after' });
    }
  });

  it('takes a cursor of the longest name, and a revision beyond all others for the end of the events', async () => {
    const id = await registered(api, { name: '长'.repeat(500) });
    const { errors } = await api.ask(
      `{ projects(first: 100, orderBy: NAME_ASC, atLeast: "${await headOf(api)}") { pageInfo { endCursor } } }`,
    );
    expect(errors).toBeUndefined();
    const { data } = await api.ask(`{ project(id: "${id}") { events(first: 1, afterRevision: 2147483647) { id } } }`);
    expect(data.project.events).toEqual([]);
  });

  it('a position that no view has reached, once it has waited for it', async () => {
    const fields = [
      `project(id: "${ID}", atLeast: "${AHEAD}") { id }`,
      `projects(first: 1, atLeast: "${AHEAD}") { totalCount }`,
      `bottlenecks(atLeast: "${AHEAD}") { total }`,
      `bottleneckCases(bottleneck: "eia-pending", first: 1, atLeast: "${AHEAD}") { totalCount }`,
      `catalogues(atLeast: "${AHEAD}") { code }`,
      `rulesets(atLeast: "${AHEAD}") { code }`,
      `history(first: 1, atLeast: "${AHEAD}") { totalCount }`,
      `compare(from: { on: "2026-01-01" }, atLeast: "${AHEAD}") { rules { field } }`,
    ];
    // All at once: each waits for as long as a reader may be kept waiting.
    const answers = await Promise.all(fields.map((field) => api.ask(`{ ${field} }`)));
    for (const { errors } of answers) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'view.behind', field: 'atLeast' });
      expect(errors?.[0]?.message).toContain(AHEAD);
    }
  });
});
