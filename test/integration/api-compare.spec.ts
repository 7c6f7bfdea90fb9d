import {
  attributeChanges,
  caseText,
  casesOn,
  EMPTY_RULEBOOK,
  historyAt,
  inForceOn,
  rulebookAt,
  summaryOn,
  sumYuan,
  vocabularyOf,
  type Yuan,
} from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { done, registered } from '../support/commands';
import { adoptRuleset, secondRuleset } from '../support/definitions';
import { randomAsOf, sampleEvents, startSampleApi, viewsAtHead } from '../support/sample';
import { Seeded } from '../support/seeded';

const FIGURES = `open green yellow red skipped ended suspended investmentHeldUp`;
const CASE = `state light since yellowAfter redAfter committedOn turnedOn startedBy turnedBy investmentHeldUp`;
const COMPARE = `query ($from: AsOfInput!, $to: AsOfInput, $ruleset: String, $filter: ProjectFilterInput, $first: Int!, $after: String) {
  compare(from: $from, to: $to, ruleset: $ruleset, filter: $filter) {
    from { asOf { on knownAt } ruleset { version } position }
    to { asOf { on knownAt } ruleset { version } position }
    rules { field from to }
    buckets {
      bottleneck { code }
      from { ${FIGURES} dwell { count } } to { ${FIGURES} dwell { count } }
      difference { ${FIGURES} passed }
    }
    projects(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node {
        project { id name } inFrom inTo
        attributes { field from to }
        milestones { field from to }
        cases { bottleneck { code } from { ${CASE} } to { ${CASE} } }
        events { id type text occurredOn recordedAt }
        passed { on text }
      } }
    }
  }
}`;
const BOARD = `query ($asOf: AsOfInput, $ruleset: String, $filter: ProjectFilterInput) {
  bottlenecks(asOf: $asOf, ruleset: $ruleset, filter: $filter) { buckets { bottleneck { code } ${FIGURES} dwell { count } } }
}`;

type AsOf = { readonly on: string; readonly knownAt: string | null };

interface Case {
  readonly state: string;
  readonly light: string | null;
  readonly investmentHeldUp: string;
}

interface Rest {
  readonly from: { readonly ruleset: { readonly version: number } };
  readonly to: { readonly ruleset: { readonly version: number } };
  readonly rules: readonly object[];
  readonly buckets: readonly Bucket[];
}

interface Bucket {
  readonly bottleneck: { readonly code: string };
  readonly from: object;
  readonly to: object;
  readonly difference: object;
}

interface Row {
  readonly project: { readonly id: string; readonly name: string };
  readonly inFrom: boolean;
  readonly inTo: boolean;
  readonly attributes: readonly { field: string; from: string; to: string }[];
  readonly milestones: readonly { field: string; from: string; to: string }[];
  readonly cases: readonly { bottleneck: { code: string }; from: Case | null; to: Case | null }[];
  readonly events: readonly { id: string; type: string; text: string; occurredOn: string | null; recordedAt: string }[];
  readonly passed: readonly { on: string; text: string }[];
}

describe('two states compared', () => {
  const sample = sampleEvents();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  /** The whole comparison, page by page. */
  async function compare(
    variables: { from: AsOf | object; to?: AsOf | object; ruleset?: string; filter?: object },
    first = 50,
  ) {
    const rows: Row[] = [];
    for (let after: string | null = null; ;) {
      const { data, errors } = await api.ask(COMPARE, { ...variables, first, after });
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      const { projects, ...rest } = data.compare;
      rows.push(...projects.edges.map(({ node }: { node: Row }) => node));
      if (!projects.pageInfo.hasNextPage) return { ...(rest as Rest), rows, totalCount: projects.totalCount as number };
      after = projects.pageInfo.endCursor;
    }
  }

  /** A project as the two states differ in it, folded from its events; `''` where one does not know it. */
  function folded(id: string, { on, knownAt }: AsOf, ruleset: string): string {
    const history = historyAt(sample.projects.get(id) ?? [], knownAt);
    const book = rulebookAt(sample.rules, knownAt);
    const summary = history && summaryOn(history, book, on);
    if (history === undefined || summary === undefined) return '';
    const nothing = { ...summary, profile: {} } as typeof summary;
    const attributes = attributeChanges(nothing, summary, vocabularyOf(EMPTY_RULEBOOK, undefined));
    const cases = casesOn(history, book, ruleset, on).map((one) => `${one.bottleneck} ${caseText(one.case, on).en}`);
    return JSON.stringify([attributes, summary.standing, cases]);
  }

  it.each(['five-milestones', 'handover-chain'])(
    'show every project that differs by %s and no other; the rows add up to the difference, and each is explained',
    async (ruleset) => {
      const seeded = new Seeded(ruleset.length);
      let [changed, explained] = [0, 0];
      for (let round = 0; round < 12; round += 1) {
        const [from, to] = [randomAsOf(seeded, sample), randomAsOf(seeded, sample)];
        // Alike in one of the two times, as people ask: what has become known since, or what has happened since.
        if (round % 3 === 1) to.on = from.on;
        if (round % 3 === 2) to.knownAt = from.knownAt = null;
        const inForce = ({ on, knownAt }: AsOf) => inForceOn(rulebookAt(sample.rules, knownAt).rulesets[ruleset], on);
        if (!inForce(from) || !inForce(to)) continue;
        const { rows, totalCount, buckets } = await compare({ from, to, ruleset });
        const differing = [...sample.projects.keys()].filter(
          (id) => folded(id, from, ruleset) !== folded(id, to, ruleset),
        );
        expect({ from, to, ids: rows.map(({ project }) => project.id) }).toEqual({ from, to, ids: differing.sort() });
        expect(totalCount).toBe(rows.length);
        expectToAddUp(rows, buckets);
        for (const [side, asOf] of [
          ['from', from],
          ['to', to],
        ] as const) {
          const { data } = await api.ask(BOARD, { asOf, ruleset });
          expect(buckets.map((one) => ({ bottleneck: one.bottleneck, ...one[side] }))).toEqual(
            data.bottlenecks.buckets,
          );
        }
        for (const { events, passed, project } of rows) {
          expect({ from, to, project, why: events.length + passed.length > 0 }).toMatchObject({ why: true });
          explained += events.length + passed.length;
        }
        changed += rows.length;
      }
      expect(changed).toBeGreaterThan(500);
      expect(explained).toBeGreaterThan(changed);
    },
  );

  function expectToAddUp(rows: readonly Row[], buckets: readonly Bucket[]) {
    for (const { bottleneck, difference } of buckets) {
      const cases = rows.flatMap((row) => row.cases).filter((one) => one.bottleneck.code === bottleneck.code);
      const count = (is: (one: Case) => boolean) =>
        cases.filter(({ to }) => to && is(to)).length - cases.filter(({ from }) => from && is(from)).length;
      const held = (side: 'from' | 'to') => sumYuan(cases.map((one) => (one[side]?.investmentHeldUp ?? '0') as Yuan));
      const place = (state: string) => count((one) => one.state === state);
      const light = (color: string) => count((one) => one.light === color);
      expect({ bottleneck, difference }).toEqual({
        bottleneck,
        difference: {
          open: place('OPEN'),
          green: light('GREEN'),
          yellow: light('YELLOW'),
          red: light('RED'),
          skipped: place('SKIPPED'),
          ended: place('ENDED'),
          suspended: place('SUSPENDED'),
          passed: place('PASSED'),
          investmentHeldUp: sumYuan([held('to'), negated(held('from'))]),
        },
      });
    }
  }

  const negated = (amount: Yuan) =>
    (amount === '0' ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`) as Yuan;

  it('add up for a filter too, which selects in each state by itself', async () => {
    const seeded = new Seeded(77);
    let left = 0;
    for (const filter of [
      { district: ['380124400'] },
      { bureau: ['工业和信息化局'] },
      { sizeTier: ['100m-500m'] },
      { tag: ['重点项目'] },
    ]) {
      for (let round = 0; round < 3; round += 1) {
        const from = {
          on: randomAsOf(seeded, sample).on,
          knownAt: sample.all[1_500 + seeded.below(2_000)]!.recordedAt,
        };
        const { rows, buckets } = await compare({ from, to: { on: '2026-06-30' }, filter });
        expectToAddUp(rows, buckets);
        left += rows.filter(({ inFrom, inTo }) => inFrom !== inTo).length;
      }
    }
    expect(left).toBeGreaterThan(20);
  });

  it('of one day tell what has become known since a figure was published', async () => {
    const id = await registered(api, { name: '更正示例项目', totalInvestment: '60000000' });
    const projectId = id;
    await done(api, 'recordMilestone', { projectId, milestone: 'signing', occurredOn: '2025-11-01' });
    const filed = { projectId, milestone: 'filing', occurredOn: '2025-12-01' };
    const { position } = await done(api, 'recordMilestone', filed);
    await viewsAtHead(api);
    const published = { on: '2026-03-01' };
    const { data } = await api.ask(`{ bottlenecks(asOf: { on: "2026-03-01" }, atLeast: "${position}") {
      provenance { knownAt } } }`);
    const from = { ...published, knownAt: data.bottlenecks.provenance.knownAt };
    await done(api, 'correctMilestone', {
      projectId,
      milestone: 'filing',
      occurredOn: '2026-02-20',
      reason: '按批文更正',
    });
    await viewsAtHead(api);
    const { rows, rules, totalCount, buckets } = await compare({ from, to: published });
    expect([totalCount, rules]).toEqual([1, []]);
    expectToAddUp(rows, buckets);
    expect(rows).toMatchObject([
      {
        project: { id, name: '更正示例项目' },
        inFrom: true,
        inTo: true,
        attributes: [],
        milestones: [{ field: 'milestone.filing', from: '已完成 2025-12-01', to: '已完成 2026-02-20' }],
        events: [
          {
            type: 'milestone.corrected.v1',
            text: '更正节点:备案/核准:发生日期 2025-12-01 → 2026-02-20(推迟 81 天)',
            occurredOn: '2026-02-20',
          },
        ],
        passed: [],
      },
    ]);
    const eia = rows[0]!.cases.find(({ bottleneck }) => bottleneck.code === 'eia-pending');
    expect(eia).toMatchObject({
      from: { state: 'OPEN', light: 'YELLOW', since: '2025-12-01', investmentHeldUp: '60000000' },
      to: { state: 'OPEN', light: 'GREEN', since: '2026-02-20' },
    });
  });

  it('tell a limit that went by without any event, and an approval that expired', async () => {
    const id = await registered(api, { name: '限期示例项目', tags: ['限期示例'] });
    const record = (milestone: string, occurredOn: string, validUntil?: string) =>
      done(api, 'recordMilestone', { projectId: id, milestone, occurredOn, ...(validUntil && { validUntil }) });
    await record('signing', '2025-01-01');
    await record('filing', '2025-01-10');
    await record('eia', '2025-01-20', '2025-06-30');
    await viewsAtHead(api);
    const filter = { tag: ['限期示例'] };
    const limit = await compare({ from: { on: '2025-03-11' }, to: { on: '2025-03-12' }, filter });
    expect(limit.rows).toMatchObject([
      { events: [], passed: [{ on: '2025-03-11', text: '黄灯限期已过' }], milestones: [] },
    ]);
    const back = await compare({ from: { on: '2025-07-01' }, to: { on: '2025-06-30' }, filter });
    expect(back.rows[0]!.passed).toEqual([{ on: '2025-06-30', text: '环评已过期' }]);
    expect(back.rows[0]!.milestones).toEqual([
      { field: 'milestone.eia', from: '已过期 2025-01-20', to: '已完成 2025-01-20' },
    ]);
    expect((await compare({ from: { on: '2025-02-01' }, to: { on: '2025-02-02' }, filter })).rows).toEqual([]);
  });

  it('tell other versions of the rules', async () => {
    const adopted = await adoptRuleset(api, secondRuleset(2), { inForceFrom: '2026-05-01' });
    expect(adopted.userErrors).toEqual([]);
    await viewsAtHead(api);
    const { rules, from, to, rows, buckets } = await compare({ from: { on: '2026-04-30' }, to: { on: '2026-05-01' } });
    expect(rules).toEqual([{ field: 'ruleset', from: '第 1 版', to: '第 2 版' }]);
    expect([from.ruleset.version, to.ruleset.version]).toEqual([1, 2]);
    expect(rows.length).toBeGreaterThan(10);
    expectToAddUp(rows, buckets);
  });

  it('are had again by the query that they come with', async () => {
    const query = `query ($from: AsOfInput!, $n: Int!) {
      compare(from: $from) {
        from { asOf { on knownAt } position } to { asOf { on knownAt } position }
        buckets { bottleneck { code } difference { open red investmentHeldUpText } }
        projects(first: $n) { totalCount edges { cursor node { project { id name } events { id } cases { from { state } to { state } } } } }
        provenance { position on knownAt rulesets { code version } catalogues { code version } query }
      }
    }`;
    const { data } = await api.ask(query, { from: { on: '2026-03-01', knownAt: '2026-03-01T00:00:00+08:00' }, n: 20 });
    const [id = ''] = sample.projects.keys();
    await done(api, 'amendProject', { projectId: id, name: '又改名', reason: '核实' });
    await viewsAtHead(api);
    const again = await api.ask(data.compare.provenance.query);
    expect(JSON.stringify(again)).toBe(JSON.stringify({ data }));
    expect(data.compare.provenance.rulesets).toHaveLength(2);
  });

  it.each([
    ['compare(from: { on: "0000-01-01" }) { rules { field } }', 'as-of.out-of-calendar'],
    ['compare(from: { on: "2026-01-01" }, ruleset: "nowhere") { rules { field } }', 'ruleset.not-in-force'],
    ['compare(from: { on: "2026-01-01" }) { projects(first: 101) { totalCount } }', 'input.invalid'],
  ])('refuse %s', async (field, code) => {
    const { errors } = await api.ask(`{ ${field} }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});
