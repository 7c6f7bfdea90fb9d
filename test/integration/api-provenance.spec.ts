import type { Api } from '../support/api';
import { done, headOf, registered, streamOf } from '../support/commands';
import { adoptCatalogue, adoptRuleset, secondCatalogue, secondRuleset } from '../support/definitions';
import { sampleEvents, startSampleApi, viewsAtHead } from '../support/sample';

const PROVENANCE = 'provenance { position on knownAt rulesets { code version } catalogues { code version } query }';
const TIMELINE = `timeline { milestone { code label(language: EN) } status occurredOn recordedAt flags }`;

/** Every root query of an auditor's interest, as clients write them: with variables, fragments and aliases. */
const QUERIES: readonly (readonly [string, string, object?])[] = [
  [
    'a project',
    `query ($id: ID, $asOf: AsOfInput) { mine: project(id: $id, asOf: $asOf) { ...All ${PROVENANCE} } }
     fragment All on Project { id name standing revision leadOfficial ${TIMELINE} events(first: 50) { id type data } }`,
  ],
  [
    'projects',
    `query ($first: Int!, $filter: ProjectFilterInput, $orderBy: ProjectOrder = NAME_ASC) {
       projects(first: $first, filter: $filter, orderBy: $orderBy) {
         totalCount pageInfo { endCursor hasNextPage } edges { cursor node { id name totalInvestmentText ${TIMELINE} } }
         ${PROVENANCE}
       }
     }`,
    { first: 40, filter: { kind: ['new-build', 'technical-renovation'] } },
  ],
  [
    'a board',
    `query ($by: GroupBy!) { bottlenecks { asOf { on knownAt } position catalogueVersion total
       buckets { bottleneck { code } open green yellow red skipped ended suspended investmentHeldUp longestDays
         dwell { count p50 p90 kaplanMeierMedian } }
       groups(by: $by, first: 5) { key total } ${PROVENANCE} } }`,
    { by: 'KIND' },
  ],
  [
    'a ledger',
    `query ($light: [Light!], $state: [CaseState!]) {
       bottleneckCases(bottleneck: "groundbreaking-pending", first: 50, light: $light, state: $state) {
         totalCount edges { node { state light days since startedBy project { id name revision ${TIMELINE} } } } ${PROVENANCE}
       }
     }`,
    { state: ['OPEN', 'SKIPPED'] },
  ],
  [
    'history',
    `query ($milestone: String) {
       history(milestone: $milestone, first: 40) {
         totalCount pageInfo { endCursor } ${PROVENANCE}
         edges { node { id text en: text(language: EN) changes { field from to } corrects { id } correctedBy { id text }
           project { id name standing ${TIMELINE} } } }
       }
     }`,
    { milestone: 'groundbreaking' },
  ],
  [
    'history of one project',
    `query ($id: ID) { history(projectId: $id, first: 100) { edges { node { text } } ${PROVENANCE} } }`,
  ],
];

describe('an answer given to an auditor', () => {
  const sample = sampleEvents();
  const [id = ''] = sample.projects.keys();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  /** The field `provenance` of the one root field. */
  const provenanceOf = (data: Record<string, { provenance: Record<string, unknown> }>) =>
    Object.values(data)[0]!.provenance as { query: string; position: string; knownAt: string; on: string };

  /** Records what changes every answer: facts of today, corrections of what is long past, new rules. */
  async function recordMore(): Promise<void> {
    const fresh = await registered(api, { totalInvestment: '900000000' });
    await done(api, 'recordMilestone', { projectId: fresh, milestone: 'signing', occurredOn: '2025-01-05' });
    await done(api, 'commitSchedule', {
      projectId: fresh,
      committedOn: '2025-02-01',
      targets: [{ milestone: 'groundbreaking', date: '2025-06-01' }],
    });
    for (const projectId of [id, fresh]) {
      await done(api, 'amendProject', { projectId, name: `改名${await headOf(api)}`, reason: '核实' });
    }
    for (const [projectId] of [...sample.projects].slice(0, 60)) {
      const events = await streamOf(api, projectId);
      const reached = events.findLast(({ type }) => type === 'milestone.reached.v1');
      const gone = new Set(events.map(({ data }) => (data as { target?: string }).target));
      if (reached === undefined || gone.has(reached.id)) continue;
      const { milestone } = reached.data as { milestone: string };
      await done(api, 'correctMilestone', {
        projectId,
        milestone,
        eventId: reached.id,
        occurredOn: '2024-02-02',
        reason: '按批文更正',
      });
    }
    const version = Number(
      (await api.ask('{ rulesets(code: "five-milestones", first: 50) { version } }')).data.rulesets.length,
    );
    const ruleset = await adoptRuleset(api, secondRuleset(3, version + 1), { inForceFrom: '2024-01-01' });
    expect(ruleset.userErrors).toEqual([]);
    await viewsAtHead(api);
  }

  it('is had again, byte for byte, whatever was recorded since', async () => {
    const catalogue = await adoptCatalogue(api, secondCatalogue(), { inForceFrom: '2024-06-01' });
    expect(catalogue.userErrors).toEqual([]);
    await viewsAtHead(api);
    const first: unknown[] = [];
    for (const [what, query, variables] of QUERIES) {
      const { data, errors } = await api.ask(query, { id, ...variables });
      expect({ what, errors }).toEqual({ what, errors: undefined });
      first.push(data);
    }
    await recordMore();
    for (const [index, [what, query, variables]] of QUERIES.entries()) {
      const before = first[index] as Parameters<typeof provenanceOf>[0];
      const { query: again } = provenanceOf(before);
      const repeated = await api.ask(again);
      expect({ what, answer: JSON.stringify(repeated) }).toEqual({ what, answer: JSON.stringify({ data: before }) });
      // The same question asked now has another answer: the test above would fail without the pin.
      const { data: now } = await api.ask(query, { id, ...variables });
      expect(JSON.stringify(now)).not.toBe(JSON.stringify(before));
    }
  });

  it('of a past day and instant is of that day and that instant', async () => {
    const { recordedAt } = sample.all[3_000]!;
    const asOf = { on: '2025-01-31', knownAt: recordedAt };
    const { data } = await api.ask(
      `query ($asOf: AsOfInput) { bottlenecks(asOf: $asOf) { position ruleset { version } ${PROVENANCE} } }`,
      { asOf },
    );
    const { provenance, position, ruleset } = data.bottlenecks;
    expect(provenance).toMatchObject({
      ...asOf,
      position,
      rulesets: [{ code: 'five-milestones', version: ruleset.version }],
      catalogues: [{ code: 'cn-investment', version: 1 }],
    });
    const last = sample.all.findLast((event) => event.recordedAt <= recordedAt);
    expect(position).toBe(last?.position);
  });

  it('of an instant yet to come is of what is known now', async () => {
    const asOf = { knownAt: '2199-01-01T00:00:00Z' };
    const { data } = await api.ask(
      `query ($asOf: AsOfInput) { history(first: 1, asOf: $asOf) { edges { node { recordedAt } } ${PROVENANCE} } }`,
      { asOf },
    );
    expect(data.history.provenance.knownAt).toBe(data.history.edges[0].node.recordedAt);
    expect(data.history.provenance.position).toBe(await headOf(api));
  });

  it('tells nothing of it inside of other answers', async () => {
    const { data } = await api.ask(
      '{ projects(first: 1) { edges { node { provenance { query } } } provenance { on } } }',
    );
    expect(data.projects.edges[0].node.provenance).toBeNull();
    expect(data.projects.provenance.on).toMatch(/^\d{4}-/);
  });
});
