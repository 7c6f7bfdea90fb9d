import { randomUUID } from 'node:crypto';
import { CN_INTEGRITY } from '../../libs/lifecycle/src';
import { publish } from '../support/anomalies';
import { startApi, type Api } from '../support/api';
import { done, headOf, registered, send, streamOf } from '../support/commands';
import { adoptIntegrityRules, flagCodes, flagsOf } from '../support/integrity';

const refusal = (code: string, field: string | null) => ({ code, field });

describe('integrity flags over GraphQL', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const reach = (projectId: string, milestone: string, occurredOn: string, more: object = {}) =>
    done(api, 'recordMilestone', { projectId, milestone, occurredOn, ...more });

  /** A project whose groundbreaking came before its EIA; small enough that nothing else is asked. */
  async function inverted() {
    const projectId = await registered(api, { kind: 'technical-renovation' });
    await reach(projectId, 'groundbreaking', '2024-05-01');
    const { position } = await reach(projectId, 'eia', '2024-06-10');
    const [, groundbreaking, eia] = (await streamOf(api, projectId)).map(({ id }) => id);
    return { projectId, position, groundbreaking, eia };
  }

  const IN_2024 = { on: '2024-12-31' };

  it('show the rule with its source and question, since when, the events and words in both languages', async () => {
    const { projectId, position, groundbreaking, eia } = await inverted();
    expect(await flagsOf(api, projectId, position, IN_2024)).toEqual([
      {
        rule: {
          code: 'groundbreaking-before-eia',
          kind: 'ORDER_INVERSION',
          label: '开工早于环评(可能未批先建)',
          question: '环评批复之前是否已动工?是否属于登记表备案?',
          source: '环境影响评价法 Art. 25: no work before the EIA is approved',
          version: 1,
          parameters: { days: null, before: ['eia'] },
        },
        since: '2024-06-10',
        events: [{ id: groundbreaking }, { id: eia }],
        detail: '开工于 2024-05-01,早于环评(2024-06-10)40 天',
        english: 'Groundbreaking on 2024-05-01, 40 days before Environmental impact assessment (2024-06-10)',
        explanation: null,
      },
    ]);
  });

  it('are of any day and of any knowledge, and clear or come with a correction', async () => {
    const { projectId, position } = await inverted();
    expect(await flagCodes(api, projectId, position, { on: '2024-04-30' })).toEqual([]);
    expect(await flagCodes(api, projectId, position, { on: '2024-05-01' })).toEqual(['groundbreaking-before-eia']);
    const [, , { recordedAt: knownAt }] = (await streamOf(api, projectId)) as [
      unknown,
      unknown,
      { recordedAt: string },
    ];
    const { position: later } = await done(api, 'correctMilestone', {
      projectId,
      milestone: 'eia',
      occurredOn: '2024-04-20',
      reason: '按批文更正',
    });
    expect(await flagCodes(api, projectId, later, IN_2024)).toEqual([]);
    expect(await flagCodes(api, projectId, later, { ...IN_2024, knownAt })).toEqual(['groundbreaking-before-eia']);
  });

  it('of a project just changed are in the answer to the change', async () => {
    const { projectId } = await inverted();
    const { data } = await api.ask(
      `mutation ($input: WithdrawMilestoneInput!) { withdrawMilestone(input: $input) {
        project { flags { rule { code } } }
      } }`,
      { input: { projectId, milestone: 'groundbreaking', reason: '误录' } },
    );
    const codes = (data.withdrawMilestone.project.flags as { rule: { code: string } }[]).map(({ rule }) => rule.code);
    expect(codes).not.toContain('groundbreaking-before-eia');
    expect(codes).toContain('recorded-late');
  });

  it('can be explained, and keep standing with the explanation until it is taken back', async () => {
    const { projectId, groundbreaking, eia } = await inverted();
    const question = {
      projectId,
      rule: 'groundbreaking-before-eia',
      events: [groundbreaking, eia],
      bureau: '生态环境局',
    };
    const { position } = await done(api, 'explainFlag', { ...question, explanation: '属登记表备案' });
    const [flag] = await flagsOf(api, projectId, position, IN_2024);
    expect(flag?.explanation).toMatchObject({ explanation: '属登记表备案', bureau: '生态环境局' });
    expect(flag?.explanation?.eventId).toBe((await streamOf(api, projectId)).at(-1)?.id);

    const renewed = await done(api, 'explainFlag', { ...question, explanation: '已处罚并补办' });
    expect((await flagsOf(api, projectId, renewed.position, IN_2024))[0]?.explanation).toMatchObject({
      explanation: '已处罚并补办',
    });
    const back = await done(api, 'explainFlag', { ...question, explanation: null });
    expect((await flagsOf(api, projectId, back.position, IN_2024))[0]).toMatchObject({ explanation: null });
  });

  it('are asked of whoever writes into a month that was published', async () => {
    await publish(api, '2024-08');
    const projectId = await registered(api);
    const { position } = await reach(projectId, 'eia', '2024-08-20');
    expect(await flagCodes(api, projectId, position)).toContain('published-month-changed');
    const events = [(await streamOf(api, projectId)).at(-1)?.id];
    const answer = { rule: 'published-month-changed', events, explanation: '补录', bureau: '统计局' };
    const { position: later } = await done(api, 'explainFlag', { projectId, ...answer });
    const explained = (await flagsOf(api, projectId, later)).filter(({ explanation }) => explanation !== null);
    expect(explained.map(({ rule }) => rule.code)).toEqual(['published-month-changed']);
    const other = await reach(await registered(api), 'eia', '2024-09-20');
    expect(await flagCodes(api, other.project.id as string, other.position)).not.toContain('published-month-changed');
  });

  it('of what two projects have in common come with the second and go with its correction', async () => {
    // Before today, when the entries of this test are made, nothing was recorded late.
    const IN_JUNE = { on: '2026-06-10' };
    const document = { number: '赣环评字〔2024〕88号' };
    const [one, other] = [await registered(api), await registered(api)];
    const alone = await reach(one, 'eia', '2026-06-01', { document });
    expect(await flagCodes(api, one, alone.position, IN_JUNE)).toEqual([]);
    const { position } = await reach(other, 'eia', '2026-06-02', { document: { number: '赣环评字[2024]88 号' } });
    const shared = await flagsOf(api, one, position, IN_JUNE);
    expect(shared).toMatchObject([
      { rule: { code: 'shared-document-number' }, since: '2026-06-02', detail: expect.stringContaining('2 个项目') },
    ]);
    expect(await flagCodes(api, one, position, { on: '2026-06-01' })).toEqual([]);
    const { position: corrected } = await done(api, 'correctMilestone', {
      projectId: other,
      milestone: 'eia',
      occurredOn: '2026-06-02',
      document: { number: '赣环评字〔2024〕89号' },
      reason: '文号误录',
    });
    expect(await flagCodes(api, one, corrected, IN_JUNE)).toEqual([]);
  });

  describe('counted', () => {
    const DISTRICT = '361099';
    let position: string;
    beforeAll(async () => {
      for (let index = 0; index < 5; index += 1) {
        const projectId = await registered(api, {
          kind: 'technical-renovation',
          district: `${DISTRICT}00${index % 2}`,
        });
        await reach(projectId, 'groundbreaking', '2024-05-01');
        if (index === 0) {
          const events = [(await streamOf(api, projectId)).at(-1)?.id];
          const answer = { explanation: '无需环评', bureau: '生态环境局' };
          await done(api, 'explainFlag', { projectId, rule: 'groundbreaking-before-eia', events, ...answer });
        }
        ({ position } = await done(api, 'assignResponsibility', {
          projectId,
          role: 'BUREAU',
          assignee: `第${index % 3}局`,
          from: '2024-01-01',
        }));
      }
    });

    const counts = async (args: string) => {
      const { data, errors } = await api.ask(
        `query ($atLeast: Position) { integrityCounts(${args}, atLeast: $atLeast) {
          total { count explained projects }
          district: groups(by: DISTRICT) { key count explained }
          bureau: groups(by: BUREAU) { key count }
          rule: groups(by: RULE) { key label count }
        } }`,
        { atLeast: position },
      );
      expect(errors).toBeUndefined();
      return data.integrityCounts;
    };
    const rows = async (args: string) => {
      const { data, errors } = await api.ask(
        `query ($atLeast: Position) { integrityFlags(first: 3, ${args}, atLeast: $atLeast) {
          totalCount pageInfo { hasNextPage endCursor } edges { node { project { id district bureau } flag { rule { code } } } }
        } }`,
        { atLeast: position },
      );
      expect(errors).toBeUndefined();
      return data.integrityFlags;
    };
    const FILTER = `filter: { district: ["${DISTRICT}"] }, asOf: { on: "2024-12-31" }`;

    it('by rule, district and bureau, each count a number of rows', async () => {
      const { total, district, bureau, rule } = await counts(FILTER);
      expect(total).toEqual({ count: 5, explained: 1, projects: 5 });
      expect(district).toEqual([
        { key: `${DISTRICT}000`, count: 3, explained: 1 },
        { key: `${DISTRICT}001`, count: 2, explained: 0 },
      ]);
      expect(bureau).toEqual([
        { key: '第0局', count: 2 },
        { key: '第1局', count: 2 },
        { key: '第2局', count: 1 },
      ]);
      expect(rule).toEqual([{ key: 'groundbreaking-before-eia', label: '开工早于环评(可能未批先建)', count: 5 }]);
      expect((await rows(FILTER)).totalCount).toBe(5);
    });

    it('by bureau, explained or not, and by rule', async () => {
      for (const [narrower, count] of [
        [`filter: { district: ["${DISTRICT}"], bureau: ["第1局"] }, asOf: { on: "2024-12-31" }`, 2],
        [`${FILTER}, explained: true`, 1],
        [`${FILTER}, explained: false`, 4],
        [`${FILTER}, rule: ["recorded-late"]`, 0],
        [`${FILTER}, rule: ["recorded-late", "groundbreaking-before-eia"]`, 5],
        [`${FILTER}, rule: ["rumour"]`, 0],
      ] as const) {
        expect((await counts(narrower)).total.count).toBe(count);
        expect((await rows(narrower)).totalCount).toBe(count);
      }
    });

    it('page by page, each row once', async () => {
      const first = await rows(FILTER);
      const second = await rows(`${FILTER}, after: "${first.pageInfo.endCursor}"`);
      const ids = [...first.edges, ...second.edges].map(
        ({ node }: { node: { project: { id: string } } }) => node.project.id,
      );
      expect([first.edges.length, second.edges.length, second.pageInfo.hasNextPage]).toEqual([3, 2, false]);
      expect(new Set(ids).size).toBe(5);
    });
  });

  describe('refused', () => {
    /** The refusals; nothing whatever is written. */
    async function refusalsOf(mutation: string, input: object) {
      const before = await headOf(api);
      const { project, position, userErrors } = await send(api, mutation, input);
      expect({ project, position }).toEqual({ project: null, position: null });
      expect(await headOf(api)).toBe(before);
      return userErrors;
    }

    it('an explanation of an unknown rule, of events not the project’s or not asked about, and one to take back that is none', async () => {
      const { projectId, groundbreaking } = await inverted();
      const question = {
        projectId,
        rule: 'recorded-late',
        events: [groundbreaking],
        explanation: '核实',
        bureau: '统计局',
      };
      expect(await refusalsOf('explainFlag', { ...question, rule: 'rumour' })).toEqual([
        refusal('flag.rule-unknown', 'rule'),
      ]);
      const events = [groundbreaking, randomUUID()];
      expect(await refusalsOf('explainFlag', { ...question, events })).toEqual([refusal('event.unknown', 'events.1')]);
      expect(await refusalsOf('explainFlag', { ...question, explanation: null })).toEqual([
        refusal('flag.not-explained', 'events'),
      ]);
      // It was recorded long after it happened, but the month was published by nobody.
      expect(await refusalsOf('explainFlag', { ...question, rule: 'published-month-changed' })).toEqual([
        refusal('flag.not-raised', 'events'),
      ]);
      expect(await refusalsOf('explainFlag', { ...question, bureau: ' ' })).toEqual([
        refusal('field.required', 'bureau'),
      ]);
    });

    it('an investment that is no amount, of no month, or a second one without a reason', async () => {
      const projectId = await registered(api);
      const report = { projectId, month: '2026-05', amount: '100万元', cumulative: '300万元', progressPercent: 12.5 };
      expect(await refusalsOf('reportInvestment', { ...report, amount: '很多' })).toEqual([
        refusal('amount.invalid', 'amount'),
      ]);
      expect(await refusalsOf('reportInvestment', { ...report, month: '2026-5' })).toEqual([
        refusal('month.invalid', 'month'),
      ]);
      await done(api, 'reportInvestment', report);
      const event = (await streamOf(api, projectId)).at(-1);
      expect(event?.data).toEqual({
        month: '2026-05',
        amount: '1000000',
        cumulative: '3000000',
        progressPercent: 12.5,
      });
      const again = { ...report, amount: '90万元' };
      expect(await refusalsOf('reportInvestment', again)).toEqual([refusal('reason.required', 'reason')]);
      await done(api, 'reportInvestment', { ...again, reason: '按付款凭证核减' });
      expect((await streamOf(api, projectId)).at(-1)?.data).toMatchObject({ amount: '900000', replaces: event?.id });
    });

    const report = async (changes: object) => {
      const input = {
        month: '2024-02',
        ruleset: 'five-milestones',
        rulesetVersion: 1,
        sha256: 'f'.repeat(64),
        asOf: { on: '2024-02-29', knownAt: '2024-03-05T00:00:00Z' },
        ...changes,
      };
      const { data, errors } = await api.ask(
        `mutation ($input: PublishReportInput!) { publishReport(input: $input) { month position userErrors { code field } } }`,
        { input },
      );
      expect(errors).toBeUndefined();
      return data.publishReport;
    };

    it('a month published twice, of no known ruleset, or without a hash', async () => {
      expect((await report({ rulesetVersion: 9 })).userErrors).toEqual([
        refusal('ruleset.version-unknown', 'ruleset.version'),
      ]);
      expect((await report({ sha256: 'x' })).userErrors).toEqual([refusal('hash.invalid', 'sha256')]);
      const idempotencyKey = randomUUID();
      const first = await report({ idempotencyKey });
      expect(first).toMatchObject({ month: '2024-02', userErrors: [] });
      expect(await report({ idempotencyKey })).toEqual(first);
      const before = await headOf(api);
      expect(await report({})).toMatchObject({
        position: null,
        userErrors: [refusal('report.already-published', 'month')],
      });
      expect(await headOf(api)).toBe(before);
    });
  });

  it('are of the version of the rules in force on the day, once another is adopted', async () => {
    const { projectId, position: before } = await inverted();
    const { recordedAt: knownAt } = (await streamOf(api, projectId)).at(-1)!;
    const second = {
      ...CN_INTEGRITY,
      version: 2,
      rules: CN_INTEGRITY.rules.filter(({ kind }) => kind !== 'order-inversion'),
    };
    expect(
      (await adoptIntegrityRules(api, { ...second, version: 1 }, { inForceFrom: '2024-07-01' })).userErrors,
    ).toEqual([refusal('version.not-later', 'rules.version')]);
    expect(
      (await adoptIntegrityRules(api, { ...second, rules: [] }, { inForceFrom: '2024-07-01' })).userErrors,
    ).toEqual([refusal('definition.invalid', 'rules')]);
    const { position, rules } = await adoptIntegrityRules(api, second, { inForceFrom: '2024-07-01' });
    expect(rules).toEqual({ code: 'cn-integrity', version: 2 });
    expect(await flagCodes(api, projectId, before, { on: '2024-06-30' })).toEqual(['groundbreaking-before-eia']);
    expect(await flagCodes(api, projectId, position!, IN_2024)).toEqual([]);
    expect(await flagCodes(api, projectId, position!, { ...IN_2024, knownAt })).toEqual(['groundbreaking-before-eia']);
    const { data } = await api.ask(
      '{ integrityRules(code: "cn-integrity") { version inForceFrom catalogue rules { code parameters { count } } } }',
    );
    expect(data.integrityRules).toMatchObject([
      { version: 1, inForceFrom: '2000-01-01' },
      { version: 2, inForceFrom: '2024-07-01', catalogue: 'cn-investment' },
    ]);
    expect(data.integrityRules[0].rules).toHaveLength(CN_INTEGRITY.rules.length);
  });

  it('by rules that were not in force are none on a project, and an error of the ledger', async () => {
    const { projectId, position } = await inverted();
    expect(await flagCodes(api, projectId, position, { on: '1999-12-31' })).toEqual([]);
    const { errors } = await api.ask('{ integrityFlags(first: 1, rules: "rumours") { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe('integrity-rules.not-in-force');
  });
});
