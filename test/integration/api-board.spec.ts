import { sumYuan, type Yuan } from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { pages } from '../support/pages';
import { randomAsOf, sampleEvents, startSampleApi } from '../support/sample';
import { Seeded } from '../support/seeded';

const FIGURES = `
  open green yellow red skipped ended suspended investmentHeldUp longestDays dwell { count negative }`;
const BOARD = `query ($ruleset: String!, $asOf: AsOfInput, $filter: ProjectFilterInput, $by: GroupBy!) {
  bottlenecks(ruleset: $ruleset, asOf: $asOf, filter: $filter) {
    total
    buckets { bottleneck { code } ${FIGURES} }
    groups(by: $by, first: 200) { key total buckets { bottleneck { code } ${FIGURES} } }
  }
}`;
const CASES = `query ($ruleset: String!, $asOf: AsOfInput, $filter: ProjectFilterInput, $bottleneck: String!,
    $state: [CaseState!], $light: [Light!], $orderBy: CaseOrder!, $first: Int!, $after: String) {
  bottleneckCases(ruleset: $ruleset, asOf: $asOf, filter: $filter, bottleneck: $bottleneck, state: $state,
    light: $light, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { state light days since project { id name totalInvestment } } }
  }
}`;

interface Figures {
  readonly open: number;
  readonly green: number;
  readonly yellow: number;
  readonly red: number;
  readonly skipped: number;
  readonly ended: number;
  readonly suspended: number;
  readonly investmentHeldUp: string;
  readonly longestDays: number | null;
  readonly dwell: { readonly count: number; readonly negative: number };
}
type Bucket = Figures & { readonly bottleneck: { readonly code: string } };

interface Row {
  readonly state: string;
  readonly light: string | null;
  readonly days: number;
  readonly since: string;
  readonly project: { readonly id: string; readonly name: string; readonly totalInvestment: string | null };
}

const COUNTS = ['open', 'green', 'yellow', 'red', 'skipped', 'ended', 'suspended'] as const;
const GROUPS = ['DISTRICT', 'BUREAU', 'INDUSTRY', 'LEAD_OFFICIAL', 'KIND', 'SIZE_TIER'] as const;
const RULESETS = ['five-milestones', 'handover-chain'];
const FILTERS = [
  {},
  { kind: ['new-build', 'technical-renovation'] },
  { sizeTier: ['100m-500m', '500m-1b'] },
  { bureau: ['工业和信息化局'] },
  { district: ['380000'], tag: ['重点项目', '省重点'] },
  { tag: ['nowhere'] },
];

const longest = (rows: readonly Row[]) => (rows.length === 0 ? null : Math.max(...rows.map(({ days }) => days)));
const held = (rows: readonly { readonly amount: string | null }[]) =>
  sumYuan(rows.map(({ amount }) => (amount ?? '0') as Yuan));
const text = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const ORDERS: Readonly<Record<string, (a: Row, b: Row) => number>> = {
  DAYS_DESC: (a, b) => b.days - a.days,
  DAYS_ASC: (a, b) => a.days - b.days,
  INVESTMENT_DESC: (a, b) => Number(b.project.totalInvestment ?? -1) - Number(a.project.totalInvestment ?? -1),
  SINCE_ASC: (a, b) => text(a.since, b.since),
  NAME_ASC: (a, b) => text(a.project.name, b.project.name),
};

describe('a board and its ledgers over the sample', () => {
  const sample = sampleEvents();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  /** Random questions that have an answer: not before the rules were known. */
  function* questions(rounds: number, seed: number) {
    const seeded = new Seeded(seed);
    const [first] = sample.rules;
    for (let round = 0; round < rounds;) {
      const asOf = randomAsOf(seeded, sample);
      if (asOf.knownAt !== null && asOf.knownAt < String(first?.recordedAt)) continue;
      round += 1;
      yield { asOf, ruleset: seeded.pick(RULESETS), filter: seeded.pick(FILTERS), by: seeded.pick(GROUPS) };
    }
  }

  const rowsOf = (variables: object) => pages<Row>(api, CASES, { orderBy: 'DAYS_DESC', first: 100, ...variables });
  const countOf = async (variables: object) => (await rowsOf({ first: 1, ...variables, after: null })).totalCount;

  it('say the same: every figure is the number, the sum or the most of its rows', async () => {
    let rows = 0;
    for (const { by, ...question } of questions(20, 1)) {
      const { data } = await api.ask(BOARD, { ...question, by });
      let total = 0;
      for (const { bottleneck, ...figures } of data.bottlenecks.buckets as Bucket[]) {
        const { nodes, totalCount } = await rowsOf({ ...question, bottleneck: bottleneck.code });
        const passed = await rowsOf({ ...question, bottleneck: bottleneck.code, state: ['PASSED'] });
        const inState = (state: string) => nodes.filter((row) => row.state === state);
        const inLight = (light: string) => nodes.filter((row) => row.light === light).length;
        const open = inState('OPEN');
        expect({ question, figures }).toEqual({
          question,
          figures: {
            open: open.length,
            green: inLight('GREEN'),
            yellow: inLight('YELLOW'),
            red: inLight('RED'),
            skipped: inState('SKIPPED').length,
            ended: inState('ENDED').length,
            suspended: inState('SUSPENDED').length,
            investmentHeldUp: held(open.map(({ project }) => ({ amount: project.totalInvestment }))),
            longestDays: longest(open),
            dwell: { count: passed.nodes.length, negative: passed.nodes.filter(({ days }) => days < 0).length },
          },
        });
        expect(figures.open).toBe(figures.green + figures.yellow + figures.red);
        expect([totalCount, passed.totalCount]).toEqual([nodes.length, passed.nodes.length]);
        total += nodes.length;
      }
      expect(data.bottlenecks.total).toBe(total);
      rows += total;
    }
    expect(rows).toBeGreaterThan(500);
  });

  it('count the same in every state and every light', async () => {
    for (const { by, ...question } of questions(3, 2)) {
      const { data } = await api.ask(BOARD, { ...question, by });
      for (const { bottleneck, ...figures } of data.bottlenecks.buckets as Bucket[]) {
        const asked = { ...question, bottleneck: bottleneck.code };
        const counted: Partial<Record<(typeof COUNTS)[number] | 'passed', number | null>> = {};
        for (const state of ['open', 'skipped', 'ended', 'suspended', 'passed'] as const) {
          counted[state] = await countOf({ ...asked, state: [state.toUpperCase()] });
        }
        for (const light of ['green', 'yellow', 'red'] as const) {
          counted[light] = await countOf({ ...asked, light: [light.toUpperCase()] });
        }
        const { dwell, investmentHeldUp: _held, longestDays: _longest, ...counts } = figures;
        expect({ asked, counted }).toEqual({ asked, counted: { ...counts, passed: dwell.count } });
      }
    }
  });

  it.each(GROUPS)('grouped by %s add up to the whole', async (by) => {
    for (const { by: _by, ...question } of questions(8, GROUPS.indexOf(by) + 10)) {
      const { data } = await api.ask(BOARD, { ...question, by });
      const { total, buckets, groups } = data.bottlenecks as {
        total: number;
        buckets: Bucket[];
        groups: { key: string | null; total: number; buckets: Bucket[] }[];
      };
      expect(groups.reduce((sum, group) => sum + group.total, 0)).toBe(total);
      expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
      for (const [index, bucket] of buckets.entries()) {
        const parts = groups.map((group) => group.buckets[index]!);
        for (const count of COUNTS) expect(parts.reduce((sum, part) => sum + part[count], 0)).toBe(bucket[count]);
        expect(held(parts.map((part) => ({ amount: part.investmentHeldUp })))).toBe(bucket.investmentHeldUp);
        expect(parts.reduce((sum, part) => sum + part.dwell.count, 0)).toBe(bucket.dwell.count);
        const waits = parts.flatMap(({ longestDays }) => (longestDays === null ? [] : [longestDays]));
        expect(waits.length === 0 ? null : Math.max(...waits)).toBe(bucket.longestDays);
      }
    }
  });

  it('a group is the board filtered by its key', async () => {
    const fields = { DISTRICT: 'district', KIND: 'kind', SIZE_TIER: 'sizeTier', INDUSTRY: 'industry' } as const;
    for (const by of Object.keys(fields) as (keyof typeof fields)[]) {
      const question = { ruleset: 'five-milestones', asOf: { on: '2026-03-01' }, by };
      const { data } = await api.ask(BOARD, question);
      for (const { key, buckets } of data.bottlenecks.groups as { key: string | null; buckets: Bucket[] }[]) {
        // Nothing can be asked for by having no value; a district's filter takes all below it as well.
        if (key === null || (by === 'DISTRICT' && key.length === 6)) continue;
        const filtered = await api.ask(BOARD, { ...question, filter: { [fields[by]]: [key] } });
        expect({ key, buckets: filtered.data.bottlenecks.buckets }).toEqual({ key, buckets });
      }
    }
  });

  it.each(Object.keys(ORDERS))('a ledger comes page by page in the order %s, each row once', async (orderBy) => {
    const question = { ruleset: 'five-milestones', bottleneck: 'eia-pending', asOf: { on: '2026-03-01' }, orderBy };
    const state = ['OPEN', 'SKIPPED', 'ENDED', 'SUSPENDED', 'PASSED'];
    const whole = await rowsOf({ ...question, state });
    for (const first of [1, 9]) {
      const { nodes, pages: count } = await rowsOf({ ...question, state: first === 1 ? ['OPEN'] : state, first });
      const expected = first === 1 ? whole.nodes.filter((row) => row.state === 'OPEN') : whole.nodes;
      expect(nodes).toEqual(expected);
      expect(count).toBe(Math.max(1, Math.ceil(expected.length / first)));
    }
    const compare = ORDERS[orderBy]!;
    const sorted = [...whole.nodes].sort((a, b) => compare(a, b) || text(a.project.id, b.project.id));
    expect(whole.nodes).toEqual(sorted);
    expect(whole.nodes.length).toBeGreaterThan(100);
  });
});
