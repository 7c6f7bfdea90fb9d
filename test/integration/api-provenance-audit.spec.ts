import { parse, type ObjectTypeDefinitionNode } from 'graphql';
import { CN_INTEGRITY } from '../../libs/lifecycle/src';
import { disturb } from '../support/anomalies';
import { startApi, type Api } from '../support/api';
import { CHECKPOINT, createTestKey, issued, type TestKey } from '../support/checkpoints';
import { done, headOf, registered, streamOf } from '../support/commands';
import { adoptCatalogue, adoptRuleset, secondCatalogue, secondRuleset } from '../support/definitions';
import { documentText } from '../support/documented';
import { adoptIntegrityRules } from '../support/integrity';
import { viewsAtHead } from '../support/sample';
import { waitUntil } from '../support/wait-until';

const PROVENANCE = 'provenance { position on knownAt rulesets { code version } catalogues { code version } query }';
const RULES = `code version inForceFrom adoptedBy ${PROVENANCE}`;
const FLAG = `rule { code version } since events { id } detail en: detail(language: EN)
  explanation { eventId explanation bureau recordedAt }`;

/** As clients write them: with variables and aliases. `$id` is a project's, `$eventId` of an early event. */
const QUERIES: readonly string[] = [
  `query ($asOf: AsOfInput) { integrityFlags(asOf: $asOf, first: 100) {
    totalCount pageInfo { endCursor } ${PROVENANCE}
    edges { cursor node { flag { ${FLAG} } project { id name standing timeline { status occurredOn } } } } } }`,
  `{ integrityCounts(filter: { kind: ["new-build"] }, asOf: { on: "2026-06-30" }) {
    asOf { on knownAt } position rules { version } total { count explained projects }
    byRule: groups(by: RULE) { key label count explained projects } groups(by: DISTRICT) { key count }
    bureaus: groups(by: BUREAU) { key count } ${PROVENANCE} } }`,
  `{ all: catalogues(first: 50) { ${RULES} milestones { code } } }`,
  `{ catalogues(on: "2026-06-30") { ${RULES} } }`,
  `query ($code: String = "five-milestones") { rulesets(code: $code) { ${RULES} bottlenecks { code yellow { count } } } }`,
  `{ integrityRules { ${RULES} rules { code } } }`,
  `{ checkpoint { ${CHECKPOINT} ${PROVENANCE} } }`,
  `{ checkpoints(first: 1) { totalCount pageInfo { hasNextPage endCursor } ${PROVENANCE} edges { node { ${CHECKPOINT} } } } }`,
  `query ($eventId: ID!) { inclusionProof(eventId: $eventId) {
    leafIndex size rootHash hashes tlogProof checkpoint { size note } ${PROVENANCE} } }`,
  `query ($eventId: ID!, $head: Int) { inclusionProof(eventId: $eventId, size: $head) { rootHash tlogProof ${PROVENANCE} } }`,
  `query ($head: Int!) { consistencyProof(from: 3, to: $head) { toRootHash hashes toCheckpoint { size } ${PROVENANCE} } }`,
  `{ accessLog(first: 20) { pageInfo { hasNextPage endCursor } ${PROVENANCE}
    edges { cursor node { id at field operation selection rows position durationMs failed } } } }`,
];

describe('an answer of what auditors look at besides the boards', () => {
  let key: TestKey;
  let api: Api;
  beforeAll(async () => {
    key = await createTestKey();
    api = await startApi({ env: key.env });
    await disturb(api);
    await issued(api);
    await viewsAtHead(api);
  });
  afterAll(async () => {
    await api.close();
    key.remove();
  });

  type Told = Record<string, { provenance: Record<string, unknown> } | { provenance: Record<string, unknown> }[]>;
  const provenanceOf = (data: Told) => [Object.values(data)[0]!].flat()[0]!.provenance as Record<string, string>;

  async function variables() {
    const { data } = await api.ask(
      '{ history(first: 1, orderBy: RECORDED_ASC) { edges { node { id project { id } } } } }',
    );
    return { eventId: data.history.edges[0].node.id as string, head: Number(await headOf(api)) };
  }

  /** Records what changes every answer. The checkpoint comes first: it signs the very size that was asked for. */
  async function recordMore(): Promise<void> {
    await issued(api);
    const projectId = await registered(api, { investor: '赣东新材料有限公司', totalInvestment: '1亿元' });
    const document = { number: '赣环评字〔2025〕17号' };
    await done(api, 'recordMilestone', { projectId, milestone: 'groundbreaking', occurredOn: '2024-05-01' });
    await done(api, 'recordMilestone', { projectId, milestone: 'eia', occurredOn: '2024-06-10', document });
    const [, groundbreaking, eia] = (await streamOf(api, projectId)).map(({ id }) => id);
    await done(api, 'explainFlag', {
      projectId,
      rule: 'groundbreaking-before-eia',
      events: [groundbreaking, eia],
      explanation: '属登记表备案',
      bureau: '生态环境局',
    });
    const from = { inForceFrom: '2024-01-01' };
    expect((await adoptCatalogue(api, secondCatalogue(), from)).userErrors).toEqual([]);
    expect((await adoptRuleset(api, secondRuleset(3), from)).userErrors).toEqual([]);
    const rules = { ...CN_INTEGRITY, version: 2, rules: CN_INTEGRITY.rules.slice(0, 5) };
    expect((await adoptIntegrityRules(api, rules, from)).userErrors).toEqual([]);
    await issued(api);
    await viewsAtHead(api);
  }

  it('is had again, byte for byte, whatever was recorded since', async () => {
    const values = await variables();
    const first: Told[] = [];
    for (const query of QUERIES) {
      const { data, errors } = await api.ask(query, values);
      expect({ query, errors }).toEqual({ query, errors: undefined });
      first.push(data as Told);
    }
    await recordMore();
    for (const [index, query] of QUERIES.entries()) {
      const before = first[index]!;
      const again = provenanceOf(before).query!;
      expect({ query, answer: JSON.stringify(await api.ask(again)) }).toEqual({
        query,
        answer: JSON.stringify({ data: before }),
      });
      // The same question asked now has another answer: the test above would fail without the pin.
      const { data: now } = await api.ask(query, values);
      expect({ query, answer: JSON.stringify(now) }).not.toEqual({ query, answer: JSON.stringify(before) });
    }
  });

  it('takes into account what was recorded just before the question', async () => {
    await registered(api);
    const { size } = await issued(api);
    const { data } = await api.ask(
      `{ checkpoint { size ${PROVENANCE} } accessLog(first: 1) { edges { node { field } } ${PROVENANCE} } }`,
    );
    expect(data.checkpoint).toMatchObject({ size, provenance: { position: await headOf(api), on: null } });
    // The question itself is recorded when it is answered; the one before it is there.
    await api.ask('{ verifierKey }');
    const { data: log } = await api.ask(`{ accessLog(first: 1) { edges { node { field } } ${PROVENANCE} } }`);
    expect(log.accessLog.edges).toEqual([{ node: { field: 'verifierKey' } }]);
  });

  it('shows the log only once nothing of before it is still being written', async () => {
    const writer = await api.database.pool.connect();
    try {
      await writer.query('BEGIN');
      await writer.query(`INSERT INTO access_log.entry (id, actor, channel, field, selection, failed)
        VALUES (gen_random_uuid(), 'slow', 'graphql', 'projects', '{}', false)`);
      const asked = api.ask(`{ accessLog(first: 1, actor: "slow") { edges { node { field } } ${PROVENANCE} } }`);
      await waitUntil('the question has been looking for writers', async () => {
        const { rows } = await api.database.pool.query<{ asked: boolean }>(
          `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%virtualtransaction%' AND pid <> pg_backend_pid()) AS asked`,
        );
        return rows[0]!.asked;
      });
      await writer.query('COMMIT');
      expect((await asked).data.accessLog.edges).toEqual([{ node: { field: 'projects' } }]);
    } finally {
      writer.release();
    }
  });

  it('of a past instant proves nothing that was recorded later', async () => {
    const { eventId, head } = await variables();
    const { data } = await api.ask('{ checkpoints(first: 50) { edges { node { size issuedAt } } } }');
    const [, earlier] = data.checkpoints.edges as [unknown, { node: { size: number; issuedAt: string } }];
    const { size, issuedAt: knownAt } = earlier.node;
    const ask = (query: string) => api.ask(query, { eventId, head, knownAt });
    const newest = await ask('query ($knownAt: Instant) { checkpoint(knownAt: $knownAt) { size } }');
    expect(newest.data.checkpoint).toEqual({ size });
    const proof = await ask(
      'query ($eventId: ID!, $knownAt: Instant) { inclusionProof(eventId: $eventId, knownAt: $knownAt) { size } }',
    );
    expect(proof.data.inclusionProof).toEqual({ size });
    const later = await ask(
      'query ($head: Int!, $knownAt: Instant) { consistencyProof(from: 1, to: $head, knownAt: $knownAt) { to } }',
    );
    expect(later.errors?.[0]?.extensions.code).toBe('proof.size-beyond-store');
    const before = await api.ask('{ consistencyProof(from: 0, to: 1, knownAt: "1999-01-01T00:00:00Z") { to } }');
    expect(before.errors?.[0]?.extensions.code).toBe('proof.size-beyond-store');
  });

  it('carries what it rests on, wherever it is no setting of the server and no person’s', () => {
    const types = new Map(
      parse(documentText('schema.graphql')).definitions.flatMap((type) =>
        type.kind === 'ObjectTypeDefinition' ? [[type.name.value, type] as const] : [],
      ),
    );
    const nameOf = (type: ObjectTypeDefinitionNode['fields'] extends readonly (infer F)[] | undefined ? F : never) => {
      let at = type.type;
      while (at.kind !== 'NamedType') at = at.type;
      return at.name.value;
    };
    const without = (types.get('Query')?.fields ?? []).filter(
      (field) => !types.get(nameOf(field))?.fields?.some(({ name }) => name.value === 'provenance'),
    );
    // Webhooks are told as they are now: what waits changes by the second, and attempts are a log that is only added to.
    const webhooks = ['webhook', 'webhookAttempts', 'webhookQueue', 'webhooks'];
    expect(without.map(({ name }) => name.value)).toEqual(['person', 'persons', 'verifierKey', ...webhooks]);
  });
});
