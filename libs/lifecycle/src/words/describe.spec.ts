import fc from 'fast-check';
import type { RecordedEvent, RecordedProjectEvent } from '../events';
import {
  amended,
  assigned,
  coded,
  committed,
  corrected,
  invested,
  notApplicable,
  reached,
  status,
  statusCorrected,
  statusWithdrawn,
  transferred,
  withdrawn,
} from '../testing/commands.spec-support';
import { PERSON, registered, type Given } from '../testing/given.spec-support';
import { DRAW, grow } from '../testing/random-history.spec-support';
import { CN_INTEGRITY } from '../integrity';
import { RULE_EVENTS, RULES } from '../testing/rules.spec-support';
import { EMPTY_RULEBOOK } from '../rules';
import type { ProjectCommand } from '../project';
import { describeEvent, TOLD_TYPES } from './describe';
import { correctedEventOf, documentOf, milestonesNamedBy, reasonOf, worldDateOf } from './event-facts';
import { retell } from './retell';

/** What the last of the commands is told as. */
function told(given: Given, command: ProjectCommand, today = '2024-12-31') {
  const { events } = given.and(today, command);
  const last = [...retell(events, RULES)].at(-1);
  if (last === undefined) throw new Error('nothing was told');
  const { zh, en } = last.words.text;
  const changes = last.words.changes.map(({ field, from, to }) => [field, from?.zh ?? null, to?.zh ?? null]);
  return { zh, en, changes };
}

describe('an event in words', () => {
  const given = registered().and('2024-05-01', reached('signing', '2024-03-01'), reached('eia', '2024-04-02'));

  it('a registration tells every attribute that it has', () => {
    const [first] = retell(registered().events, RULES);
    expect(first?.words.text.zh).toMatch(/^登记项目:名称 云汀泓川电路板生产基地项目;项目类型 新建产业项目;/);
    expect(first?.words.text.zh).toContain('总投资 1.20亿元');
    expect(first?.words.text.en).toContain('kind New industrial project; investor 云汀泓川电子有限公司');
    expect(first?.words.changes.every(({ from }) => from === null)).toBe(true);
    expect(first?.words.changes.map(({ field }) => field)).not.toContain('investorCode');
  });

  it('an amendment tells each changed attribute as it was on the day and as it is', () => {
    const once = given.and('2024-06-01', amended({ totalInvestment: '300000000' }, '2024-06-01'));
    const change = amended({ totalInvestment: '50000000', landMode: 'allocated', tags: [] }, '2024-07-01');
    expect(told(once, change)).toEqual({
      zh: '变更项目信息(自 2024-07-01 起):供地方式 出让 → 划拨;总投资 3.00亿元 → 5000.00万元;标签 重点项目 → (无)',
      en:
        'Project amended (from 2024-07-01): land mode Granted → Allocated; ' +
        'total investment 3.00亿元 → 5000.00万元; tags 重点项目 → (none)',
      changes: [
        ['landMode', '出让', '划拨'],
        ['totalInvestment', '3.00亿元', '5000.00万元'],
        ['tags', '重点项目', null],
      ],
    });
    expect(told(once, amended({ totalInvestment: '50000000' })).zh).toBe(
      '变更项目信息(自始更正):总投资 1.20亿元 → 5000.00万元',
    );
  });

  it('a code tells the one that it replaces', () => {
    const first = given.and('2024-06-01', coded('2403-361002-04-01-100866'));
    expect(told(given, coded('2403-361002-04-01-100866')).changes).toEqual([
      ['code', null, '2403-361002-04-01-100866'],
    ]);
    expect(told(first, coded('2505-330354-04-01-274607')).changes).toEqual([
      ['code', '2403-361002-04-01-100866', '2505-330354-04-01-274607'],
    ]);
  });

  it('a milestone tells its name, its date and what proves it', () => {
    const document = { number: '宜区环评字〔2024〕20号', issuer: '生态环境局', issuedOn: '2024-06-02' };
    expect(told(given, reached('land-supply', '2024-06-03', { document, note: '一期' }))).toMatchObject({
      zh: '记录节点:供地:发生日期 2024-06-03;文号 宜区环评字〔2024〕20号;发文单位 生态环境局;发文日期 2024-06-02;备注 一期',
      en: expect.stringMatching(/^Milestone reached: Land supply: date 2024-06-03; document number /) as string,
    });
    expect(told(given, reached('eia', '2024-08-01', { repeat: true })).zh).toBe('再次办理:环评:发生日期 2024-08-01');
  });

  it('a correction tells the old date and the new one, and by how much it moves', () => {
    expect(told(given, corrected('eia', '2024-04-05'))).toEqual({
      zh: '更正节点:环评:发生日期 2024-04-02 → 2024-04-05(推迟 3 天)',
      en: 'Milestone corrected: Environmental impact assessment: date 2024-04-02 → 2024-04-05 (3 days later)',
      changes: [['occurredOn', '2024-04-02', '2024-04-05']],
    });
    const twice = given.and('2024-06-01', corrected('eia', '2024-04-05', { validUntil: '2025-01-01' }));
    expect(told(twice, corrected('eia', '2024-04-04', { validUntil: null })).zh).toBe(
      '更正节点:环评:发生日期 2024-04-05 → 2024-04-04(提前 1 天);有效期至 2025-01-01 → (无)',
    );
  });

  it('a withdrawal tells what is no longer held', () => {
    expect(told(given, withdrawn('eia')).zh).toBe('撤回节点:环评:发生日期 2024-04-02 → (无)');
    const waived = given.and('2024-06-01', notApplicable('filing', '2024-05-30'));
    expect(told(given, notApplicable('filing', '2024-05-30')).zh).toBe(
      '认定不适用:备案/核准:认定日期 2024-05-30;批准单位 生态环境局',
    );
    expect(told(waived, withdrawn('filing')).zh).toBe('撤回“不适用”认定:备案/核准:认定日期 2024-05-30 → (无)');
  });

  it('a commitment tells each date and how far it slips from the one held on that day', () => {
    const once = given.and('2024-06-01', committed({ groundbreaking: '2024-09-01' }, '2024-06-01'));
    const again = committed({ groundbreaking: '2024-12-02', commissioning: '2026-01-01' }, '2024-08-20', '征拆未完');
    expect(told(once, again)).toEqual({
      zh: '承诺节点时间(2024-08-20):开工计划日期 2024-09-01 → 2024-12-02(推迟 92 天);投产计划日期 2026-01-01',
      en:
        'Schedule committed (on 2024-08-20): planned date of Groundbreaking 2024-09-01 → 2024-12-02 (92 days later); ' +
        'planned date of Commissioning 2026-01-01',
      changes: [
        ['target.groundbreaking', '2024-09-01', '2024-12-02'],
        ['target.commissioning', null, '2026-01-01'],
      ],
    });
  });

  it('a change of status tells how the project stood and stands', () => {
    expect(told(given, status('suspended', '2024-06-01'))).toEqual({
      zh: '项目暂停:起始日期 2024-06-01;状态 推进中 → 暂停',
      en: 'Project suspended: since 2024-06-01; standing under way → suspended',
      changes: [
        ['since', null, '2024-06-01'],
        ['standing', '推进中', '暂停'],
      ],
    });
    const paused = given.and('2024-06-02', status('suspended', '2024-06-01'));
    expect(told(paused, status('terminated', '2024-07-01')).zh).toContain('状态 暂停 → 终止');
    const id = paused.events.at(-1)?.id as string;
    expect(told(paused, statusCorrected(id, '2024-06-11'))).toMatchObject({
      zh: '更正暂停日期:起始日期 2024-06-01 → 2024-06-11(推迟 10 天)',
      en: 'Date of suspension corrected: since 2024-06-01 → 2024-06-11 (10 days later)',
    });
    expect(told(paused, statusWithdrawn(id))).toMatchObject({
      zh: '撤回暂停:起始日期 2024-06-01 → (无)',
      en: 'Suspension withdrawn: since 2024-06-01 → (none)',
    });
  });

  it('a transfer and a responsibility tell who or what came before', () => {
    const once = given.and('2024-06-01', assigned('bureau', '工信局', '2024-06-01'));
    expect(told(once, assigned('bureau', '发改委', '2024-07-01'))).toMatchObject({
      zh: '明确责任单位(自 2024-07-01 起):责任单位 工信局 → 发改委',
      en: 'Responsibility assigned (from 2024-07-01): bureau in charge 工信局 → 发改委',
    });
    expect(told(given, transferred('380124100', '2024-07-01')).zh).toBe(
      '项目流转(自 2024-07-01 起):属地 380124400 → 380124100',
    );
  });

  it('an adoption tells what differs from the version before', () => {
    const rulesets = RULE_EVENTS.filter(({ data }) => 'ruleset' in data && data.ruleset.code === 'five-milestones');
    const [first, second, third] = [...retell(rulesets, RULES)].map(({ words }) => words);
    expect(first?.text.zh).toBe('采用规则集:五未(五个节点):版本 1;生效日期 2020-06-01');
    expect(second?.text.en).toContain('version 1 → 2; in force from 2021-03-01');
    expect(second?.changes).toContainEqual(
      expect.objectContaining({
        field: 'bottlenecks.eia-pending.yellow',
        from: { zh: '60 天', en: '60 days' },
        to: { zh: '2 个月', en: '2 months' },
      }),
    );
    expect(third?.changes.map(({ field }) => field)).toContain('bottlenecks.removed');
    const catalogues = RULE_EVENTS.filter(({ type }) => type === 'catalogue.adopted.v1');
    const words = [...retell(catalogues, RULES)].at(-1)?.words;
    expect(words?.text.zh).toContain('新增节点 不予批准');
    expect(words?.text.zh).toContain('环评有效月数 60 → 6');
    expect(words?.text.zh).toContain('取消规模档 500万元以下、500万–5000万元');
  });

  it.each(['report.published.v9', 'whatever'])('%s is told by its name', (type) => {
    const strange = { ...given.events.at(-1), id: 'x', type, data: null } as unknown as RecordedEvent;
    const stream = [...given.events, strange, { ...strange, data: { amount: '1' } }];
    const words = [...retell(stream, RULES)].map((one) => one.words.text);
    expect(words.slice(-2)).toEqual([
      { zh: `事件 ${type}`, en: `Event ${type}` },
      { zh: `事件 ${type}`, en: `Event ${type}` },
    ]);
    expect([worldDateOf(strange), reasonOf(strange), documentOf(strange), correctedEventOf(strange)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(milestonesNamedBy(strange)).toEqual([]);
  });

  it('an investment tells both figures as it was and as it is reported', () => {
    const report = {
      type: 'reportInvestment',
      month: '2024-05',
      amount: '1000000',
      cumulative: '2000000',
    } as const;
    const first = told(given, { ...report, progressPercent: 12 } as ProjectCommand);
    expect(first.changes).toEqual([
      ['amount', null, '100.00万元'],
      ['cumulative', null, '200.00万元'],
      ['progressPercent', null, '12%'],
    ]);
    const again = told(given.and('2024-12-30', { ...report } as ProjectCommand), {
      ...report,
      amount: '1500000',
      cumulative: '2500000',
      reason: '误填',
    } as ProjectCommand);
    expect(again.zh).toBe(
      '填报 2024-05 投资:本月完成投资(调度数) 100.00万元 → 150.00万元;累计完成投资(调度数) 200.00万元 → 250.00万元',
    );
  });

  it('a report of investment in the place of another names that one', () => {
    const { events } = given.and('2024-06-01', invested('2024-05', '1000000', '2000000'));
    const { events: both } = given
      .and('2024-06-01', invested('2024-05', '1000000', '2000000'))
      .and('2024-06-02', invested('2024-05', '1500000', '2500000', { reason: '误填' }));
    expect(correctedEventOf(both.at(-1) as RecordedEvent)).toBe(events.at(-1)?.id);
    expect(correctedEventOf(events.at(-1) as RecordedEvent)).toBeNull();
  });

  it('a person in a post is told by the directory id, as it was and as it is', () => {
    const once = given.and('2024-06-01', assigned('lead-official', '副县长', '2024-06-01', PERSON));
    const { zh, changes } = told(once, assigned('lead-official', '县长', '2024-07-01'));
    expect(zh).toBe(`明确包保领导(自 2024-07-01 起):包保领导 副县长 → 县长;包保领导名录编号 ${PERSON} → (无)`);
    expect(changes.map(([field]) => field)).toEqual(['leadOfficial', 'leadOfficialId']);
  });

  it('of a type it knows, but without anything said, is told by its name', () => {
    const empty = { ...given.events[1], data: null } as unknown as RecordedEvent;
    expect(describeEvent(empty, { history: undefined, book: RULES }).text.zh).toBe('事件 milestone.reached.v1');
  });

  it('checkpoints, reports and integrity rules are told', () => {
    const of = (stream: string, type: string, data: unknown) =>
      [...retell([{ ...given.events[0], stream, type, data } as unknown as RecordedEvent], RULES)][0]?.words.text;
    expect(of('checkpoint-a', 'checkpoint.issued.v1', { origin: 'a', size: 7, rootHash: 'cm9vdA==' })).toEqual({
      zh: '签发检查点:日志 a;覆盖事件数 7;根哈希 cm9vdA==',
      en: 'Checkpoint issued: log a; events covered 7; root hash cm9vdA==',
    });
    const report = {
      month: '2024-05',
      ruleset: { code: 'five-milestones', version: 1 },
      sha256: 'ab',
      asOf: { on: '2024-05-31', knownAt: '2024-06-01T00:00:00.000Z' },
    };
    expect(of('report-2024-05', 'report.published.v1', report)?.zh).toBe(
      '发布 2024-05 通报:规则集 five-milestones v1;截止日期 2024-05-31;数据时点 2024-06-01T00:00:00.000Z;数据摘要 ab',
    );
    const data = { rules: { ...CN_INTEGRITY, version: 2 }, inForceFrom: '2025-01-01', reason: '试行' };
    expect(of('integrity-rules-cn-integrity', 'integrity-rules.adopted.v1', data)?.zh).toMatch(
      /^采用疑点规则:.*版本 .*2;生效日期 2025-01-01$/,
    );
  });

  it('lights are told by the names of the bottleneck and of what it awaits', () => {
    const of = (type: string, data: object) => {
      const subject = { ruleset: 'five-milestones', rulesetVersion: 1, bottleneck: 'eia-pending', awaits: 'eia' };
      const event = { ...given.events[0], stream: 'bottleneck-p-1', type, data: { ...subject, ...data } };
      return [...retell([event as unknown as RecordedEvent], RULES)][0]?.words.text;
    };
    const turn = { since: '2024-03-01', startedBy: 'e1', on: '2024-05-01', limit: '2024-04-30', committed: null };
    expect(of('bottleneck.turned-yellow.v1', turn)).toEqual({
      zh: '亮黄灯:未环评:灯 黄灯;日期 2024-05-01;时限 2024-04-30;起算日期 2024-03-01;等待节点 环评',
      en: expect.stringMatching(/^Light turned yellow: EIA pending: light yellow; on 2024-05-01; limit/) as string,
    });
    expect(of('bottleneck.turned-red.v1', { ...turn, committed: '2024-04-01' })?.zh).toMatch(
      /^亮红灯:未环评:灯 红灯;.*承诺日期 2024-04-01;等待节点 环评$/,
    );
    expect(of('bottleneck.cleared.v1', { on: '2024-06-01', was: 'red', because: 'limit-moved' })?.zh).toBe(
      '解除预警:未环评:灯 红灯 → (无);日期 2024-06-01;原因 时限已调整',
    );
  });

  it('is told without what was before where that is not known', () => {
    for (const event of given.events) {
      const { text } = describeEvent(event, { history: undefined, book: EMPTY_RULEBOOK });
      expect(text.zh).not.toBe(`事件 ${event.type}`);
    }
  });

  it('of every kind a project can have is told, whatever came before', () => {
    const types = new Set<string>();
    const draw = fc.tuple(...DRAW.map((most) => fc.integer({ min: 0, max: most })));
    fc.assert(
      fc.property(fc.array(draw as never, { minLength: 5, maxLength: 40 }), (draws) => {
        const { events } = grow(draws as never);
        for (const { event, words, after } of retell(events, RULES)) {
          types.add(event.type);
          expect(words.text.zh).not.toMatch(/undefined|null|NaN|\[object/);
          expect(words.text.en).not.toMatch(/undefined|null|NaN|\[object/);
          expect(words.text.zh).not.toBe(`事件 ${event.type}`);
          expect(after?.revision).toBe((event as RecordedProjectEvent).revision);
        }
      }),
      { numRuns: 150 },
    );
    expect(types.size).toBeGreaterThanOrEqual(14);
    for (const type of types) expect(TOLD_TYPES.has(type)).toBe(true);
  });
});

describe('what an event says of itself', () => {
  const { events } = registered().and(
    '2024-08-01',
    reached('eia', '2024-04-02', { document: { number: '20号' } }),
    corrected('eia', '2024-04-03'),
    committed({ groundbreaking: '2024-09-01', commissioning: '2026-01-01' }, '2024-06-01'),
    amended({ name: '改名' }, '2024-07-01'),
  );
  const [registration, milestone, correction, commitment, amendment] = events as [
    RecordedEvent,
    RecordedEvent,
    RecordedEvent,
    RecordedEvent,
    RecordedEvent,
  ];

  it('is read from its data', () => {
    expect(events.map(worldDateOf)).toEqual([null, '2024-04-02', '2024-04-03', '2024-06-01', '2024-07-01']);
    expect(events.map(milestonesNamedBy)).toEqual([[], ['eia'], ['eia'], ['groundbreaking', 'commissioning'], []]);
    expect(correctedEventOf(correction)).toBe(milestone.id);
    expect([registration, milestone, commitment, amendment].map(correctedEventOf)).toEqual([null, null, null, null]);
    expect(documentOf(milestone)).toEqual({ number: '20号' });
    expect([reasonOf(correction), reasonOf(commitment)]).toEqual(['按批文更正', null]);
    const moved = { ...milestone, metadata: { ...milestone.metadata, reason: '补录' } };
    expect(reasonOf(moved)).toBe('补录');
  });
});
