import { randomUUID } from 'node:crypto';
import { districtCovers, historyAt, rulebookAt, summaryOn, type ProjectSummary } from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { pages } from '../support/pages';
import { randomAsOf, sampleEvents, startSampleApi } from '../support/sample';
import { Seeded } from '../support/seeded';

const PROJECTS = `query ($first: Int!, $after: String, $orderBy: ProjectOrder!, $filter: ProjectFilterInput,
    $asOf: AsOfInput) {
  projects(first: $first, after: $after, orderBy: $orderBy, filter: $filter, asOf: $asOf) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id name registeredAt totalInvestment } }
  }
}`;

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly registeredAt: string;
  readonly totalInvestment: string | null;
}

const ON = '2026-06-30';
const NOW = { orderBy: 'REGISTERED_DESC', asOf: { on: ON } };
const amountOf = ({ totalInvestment }: Listed) => Number(totalInvestment ?? -1);
const text = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const ORDERS: Readonly<Record<string, (a: Listed, b: Listed) => number>> = {
  REGISTERED_DESC: (a, b) => text(b.registeredAt, a.registeredAt),
  REGISTERED_ASC: (a, b) => text(a.registeredAt, b.registeredAt),
  INVESTMENT_DESC: (a, b) => amountOf(b) - amountOf(a),
  NAME_ASC: (a, b) => text(a.name, b.name),
};

type Name = 'kind' | 'industry' | 'bureau' | 'leadOfficial' | 'sizeTier' | 'investor' | 'tag' | 'district';
type Filter = Partial<Record<Name, readonly string[]>>;

/** What each filter looks at of a project. */
const FIELDS: Readonly<Record<Name, (summary: ProjectSummary) => readonly (string | null)[]>> = {
  kind: ({ profile }: ProjectSummary) => [profile.kind],
  industry: ({ profile }: ProjectSummary) => [profile.industry],
  bureau: ({ profile }: ProjectSummary) => [profile.bureau],
  leadOfficial: ({ profile }: ProjectSummary) => [profile.leadOfficial],
  sizeTier: ({ profile }: ProjectSummary) => [profile.sizeTier],
  investor: ({ profile }: ProjectSummary) => [profile.investor],
  tag: ({ profile }: ProjectSummary) => profile.tags,
  district: ({ profile }: ProjectSummary) => [profile.district],
};
const NAMES = Object.keys(FIELDS) as Name[];

const isGiven = (value: string | null): value is string => value !== null;

function matches(summary: ProjectSummary, filter: Filter): boolean {
  return NAMES.every((name) => {
    const wanted = filter[name];
    if (!wanted?.length) return true;
    const values = FIELDS[name](summary).filter(isGiven);
    return wanted.some((want) =>
      values.some((value) => (name === 'district' ? districtCovers(want, value) : want === value)),
    );
  });
}

describe('projects over the sample', () => {
  const sample = sampleEvents();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  function folded(asOf: { on: string; knownAt: string | null }): ProjectSummary[] {
    const book = rulebookAt(sample.rules, asOf.knownAt);
    return [...sample.projects.values()].flatMap((events) => {
      const history = historyAt(events, asOf.knownAt);
      const summary = history && summaryOn(history, book, asOf.on);
      return summary === undefined ? [] : [summary];
    });
  }

  it.each(Object.keys(ORDERS))('come page by page in the order %s, each once', async (orderBy) => {
    for (const first of [7, 100]) {
      const { nodes, totalCount, pages: count } = await pages<Listed>(api, PROJECTS, { ...NOW, orderBy, first });
      expect([nodes.length, new Set(nodes.map(({ id }) => id)).size, totalCount]).toEqual([300, 300, 300]);
      expect(count).toBe(Math.ceil(300 / first));
      const compare = ORDERS[orderBy]!;
      expect(nodes).toEqual([...nodes].sort((a, b) => compare(a, b) || text(a.id, b.id)));
    }
  });

  it('a page tells where it lies', async () => {
    const { data } = await api.ask(PROJECTS, { ...NOW, first: 100 });
    const { pageInfo, edges } = data.projects;
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: edges[0].cursor,
      endCursor: edges[99].cursor,
    });
    const next = await api.ask(PROJECTS, { ...NOW, first: 1, after: edges[49].cursor });
    expect(next.data.projects.edges[0].node).toEqual(edges[50].node);
    expect(next.data.projects.pageInfo.hasPreviousPage).toBe(true);
  });

  it.each(NAMES)('are narrowed by %s as a fold narrows them', async (name) => {
    const all = folded({ on: ON, knownAt: null });
    const seeded = new Seeded(NAMES.indexOf(name));
    const values = [...new Set(all.flatMap((summary) => FIELDS[name](summary)))].filter(isGiven);
    expect(values.length).toBeGreaterThan(1);
    const lists = [...values.map((value) => [value]), seeded.some(values).slice(0, 50), ['nowhere'], []];
    for (const list of lists.slice(0, 40)) {
      const filter: Filter = { [name]: list };
      const { nodes, totalCount } = await pages<Listed>(api, PROJECTS, { ...NOW, first: 100, filter });
      const expected = all.filter((summary) => matches(summary, filter)).map(({ id }) => id);
      expect({ filter, ids: nodes.map(({ id }) => id).sort() }).toEqual({ filter, ids: expected.sort() });
      expect(totalCount).toBe(expected.length);
    }
  });

  it('of a district are those of all districts below it too', async () => {
    const all = folded({ on: ON, knownAt: null });
    const districts = [...new Set(all.map(({ profile }) => profile.district))];
    const county = `${districts[0]?.slice(0, 6)}`;
    for (const district of [county, `${county.slice(0, 4)}00`, `${county.slice(0, 2)}0000`, ...districts]) {
      const { totalCount } = await pages(api, PROJECTS, { ...NOW, first: 100, filter: { district: [district] } });
      expect(totalCount).toBe(all.filter(({ profile }) => districtCovers(district, profile.district)).length);
    }
    const { totalCount } = await pages(api, PROJECTS, { ...NOW, first: 100, filter: { district: [county] } });
    expect(totalCount).toBe(300);
  });

  it('are narrowed by several filters at once, on any day, as known at any instant', async () => {
    const seeded = new Seeded(5);
    let found = 0;
    for (let round = 0; round < 60; round += 1) {
      const asOf = randomAsOf(seeded, sample);
      const all = folded(asOf);
      const filter: Filter = {};
      for (const name of seeded.some(NAMES, 3)) {
        const values = [...new Set(all.flatMap((summary) => FIELDS[name](summary)))].filter(isGiven);
        if (values.length > 0) filter[name] = seeded.some(values).slice(0, 50);
      }
      const { nodes } = await pages<Listed>(api, PROJECTS, { ...NOW, first: 100, filter, asOf });
      const expected = all.filter((summary) => matches(summary, filter)).map(({ id }) => id);
      expect({ asOf, filter, ids: nodes.map(({ id }) => id).sort() }).toEqual({ asOf, filter, ids: expected.sort() });
      found += expected.length;
    }
    expect(found).toBeGreaterThan(500);
  });

  it('are found by every code that they have or had', async () => {
    const coded = folded({ on: ON, knownAt: null }).filter(({ profile }) => profile.aliases.length > 0);
    expect(coded.length).toBeGreaterThan(0);
    for (const { id, profile } of coded) {
      for (const code of [profile.code, ...profile.aliases]) {
        const { data } = await api.ask(`query ($code: String) { project(code: $code) { id } }`, { code });
        expect(data.project).toEqual({ id });
      }
    }
  });

  it('are not there when unknown, and before anything was known', async () => {
    const [id] = [...sample.projects.keys()];
    const query = `query ($id: ID, $code: String, $asOf: AsOfInput) { project(id: $id, code: $code, asOf: $asOf) { id } }`;
    const asOf = { knownAt: '2001-01-01T00:00:00Z' };
    for (const variables of [{ id: randomUUID() }, { code: 'nowhere' }, { id, asOf }]) {
      expect((await api.ask(query, variables)).data).toEqual({ project: null });
    }
    const { data } = await api.ask(PROJECTS, { ...NOW, first: 10, asOf });
    expect(data.projects).toMatchObject({ totalCount: 0, edges: [], pageInfo: { hasNextPage: false } });
  });
});
