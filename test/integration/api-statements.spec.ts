import { ReadModels } from '../../libs/projection/src';
import type { Api } from '../support/api';
import { startSampleApi } from '../support/sample';

const TIMELINES = `query ($first: Int!) {
  projects(first: $first) {
    edges { node { name revision timeline { milestone { code label } status occurredOn } } }
  }
}`;
const LEDGER = `query ($first: Int!) {
  bottleneckCases(bottleneck: "eia-pending", state: [PASSED], first: $first, asOf: { knownAt: "2026-06-01T00:00:00Z" }) {
    edges { node { days project { name revision timeline { milestone { code } status } } } }
  }
}`;
const FLAGS = `query ($first: Int!) {
  projects(first: $first, asOf: { on: "2026-06-30" }) {
    edges { node { name flags { rule { code } since events { id } detail explanation { explanation } } } }
  }
}`;
const BOARD = `{
  bottlenecks(asOf: { on: "2026-03-07" }) {
    total buckets { open } kind: groups(by: KIND) { total buckets { open } } again: groups(by: KIND) { key }
  }
}`;

describe('the number of statements', () => {
  let api: Api;
  let statements: string[];
  beforeAll(async () => {
    api = await startSampleApi();
    const { pool } = api.app.get(ReadModels, { strict: false });
    const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
    jest.spyOn(pool, 'query').mockImplementation(((...given: unknown[]) => {
      const [asked] = given as [string | { text: string }];
      const text = typeof asked === 'string' ? asked : asked.text;
      // The projections and subscriptions of the same server look around by themselves.
      if (/FROM (timeline|bottleneck|integrity)\.|FROM "(timeline|bottleneck|integrity)"/.test(text))
        statements.push(text);
      return query(...given);
    }) as never);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await api.close();
  });

  async function statementsOf(query: string, variables?: object): Promise<number> {
    statements = [];
    const { errors } = await api.ask(query, { ...variables });
    expect(errors).toBeUndefined();
    return statements.length;
  }

  it.each([
    ['a page of timelines', TIMELINES],
    ['a page of a ledger with timelines', LEDGER],
    ['a page of projects with flags', FLAGS],
  ])('of %s does not grow with the page', async (_what, query) => {
    const [few, many] = [await statementsOf(query, { first: 2 }), await statementsOf(query, { first: 50 })];
    expect(many).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(5);
    expect(many).toBe(few);
  });

  it('of a board is one per way of grouping, and none for figures read before', async () => {
    const first = await statementsOf(BOARD);
    expect(first).toBeLessThanOrEqual(3);
    expect(await statementsOf(BOARD)).toBeLessThan(first);
  });

  it('is bounded in time as well: none runs for more than half a minute', async () => {
    const { rows } = await api.app.get(ReadModels, { strict: false }).pool.query('SHOW statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '30s' }]);
  });
});
