import { CN_INVESTMENT, FIVE_MILESTONES, HANDOVER_CHAIN, type Limit } from '../../libs/lifecycle/src';
import { startApi, type Api } from '../support/api';
import { adoptCatalogue, adoptRuleset, secondCatalogue, secondRuleset } from '../support/definitions';

const CATALOGUES = `query ($on: CalendarDate, $knownAt: Instant, $first: Int, $code: String, $atLeast: Position) {
  catalogues(on: $on, knownAt: $knownAt, first: $first, code: $code, atLeast: $atLeast) {
    code version label en: label(language: EN) inForceFrom adoptedBy adoptedAt timeZone
    kinds { code label } landModes { code label } sizeTiers { code label from }
    milestones { code label after recorder evidence validMonths notApplicableTo exit source }
  }
}`;
const RULESETS = `query ($on: CalendarDate, $knownAt: Instant, $first: Int, $code: String, $atLeast: Position) {
  rulesets(on: $on, knownAt: $knownAt, first: $first, code: $code, atLeast: $atLeast) {
    code version label inForceFrom adoptedBy adoptedAt catalogue
    bottlenecks {
      code label owner awaits clockStartsAt yellow { count unit } redAfterYellow { count unit } commitmentFirst
      pauseStopsClock appliesWhen { kinds landModes minInvestment } skippedBy source
    }
  }
}`;

const inChinese = ({ code, label }: { code: string; label: { zh: string } }) => ({ code, label: label.zh });
const limit = (given: Limit | undefined) => (given ? { count: given.count, unit: given.unit.toUpperCase() } : null);

describe('what boards are made of', () => {
  let api: Api;
  let before: string;
  let position: string;
  beforeAll(async () => {
    api = await startApi();
    before = new Date().toISOString();
    const catalogue = await adoptCatalogue(api, secondCatalogue(), { inForceFrom: '2025-06-01' });
    const ruleset = secondRuleset(2);
    const [first, ...others] = ruleset.bottlenecks;
    const appliesWhen = { kinds: ['solar'], landModes: ['granted'], minInvestment: '5000000' };
    const bottlenecks = [{ ...first!, appliesWhen, skippedBy: ['completion'], source: '县政府会议纪要' }, ...others];
    const adopted = await adoptRuleset(api, { ...ruleset, bottlenecks }, { inForceFrom: '2025-06-01' });
    expect([catalogue.userErrors, adopted.userErrors]).toEqual([[], []]);
    position = String(adopted.position);
  });
  afterAll(() => api.close());

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
  async function ask(query: string, variables: object = {}): Promise<any[]> {
    const { data, errors } = await api.ask(query, { atLeast: position, first: 10, ...variables });
    expect(errors).toBeUndefined();
    return Object.values(data)[0] as never;
  }
  const versions = async (query: string, variables?: object) =>
    (await ask(query, variables)).map(({ code, version }) => `${code} ${version}`);

  it('a catalogue tells all that it was adopted with', async () => {
    const [catalogue] = await ask(CATALOGUES, { on: '2025-05-31' });
    expect(catalogue).toMatchObject({
      code: 'cn-investment',
      version: 1,
      label: CN_INVESTMENT.label.zh,
      en: CN_INVESTMENT.label.en,
      inForceFrom: '2000-01-01',
      adoptedBy: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timeZone: 'Asia/Shanghai',
      kinds: CN_INVESTMENT.kinds.map(inChinese),
      landModes: CN_INVESTMENT.landModes.map(inChinese),
      sizeTiers: CN_INVESTMENT.sizeTiers.map((tier) => ({ ...inChinese(tier), from: tier.from })),
    });
    expect(catalogue.milestones).toEqual(
      CN_INVESTMENT.milestones.map((milestone) => ({
        ...inChinese(milestone),
        after: milestone.after,
        recorder: milestone.recorder.zh,
        evidence: milestone.evidence?.zh ?? null,
        validMonths: milestone.validMonths ?? null,
        notApplicableTo: milestone.notApplicableTo ?? [],
        exit: milestone.exit ?? false,
        source: milestone.source ?? null,
      })),
    );
  });

  it.each([FIVE_MILESTONES, HANDOVER_CHAIN])('the ruleset $code tells all its limits', async (built) => {
    const [ruleset] = await ask(RULESETS, { on: '2025-05-31', code: built.code });
    expect(ruleset).toMatchObject({ code: built.code, version: 1, label: built.label.zh, catalogue: built.catalogue });
    expect(ruleset.bottlenecks).toEqual(
      built.bottlenecks.map((rule) => ({
        ...inChinese(rule),
        owner: rule.owner.zh,
        awaits: rule.awaits,
        clockStartsAt: rule.clockStartsAt,
        yellow: limit(rule.yellow),
        redAfterYellow: limit(rule.redAfterYellow),
        commitmentFirst: rule.commitmentFirst,
        pauseStopsClock: rule.pauseStopsClock,
        appliesWhen: null,
        skippedBy: null,
        source: rule.source ?? null,
      })),
    );
  });

  it('a ruleset adopted over GraphQL tells what it was given', async () => {
    const [ruleset] = await ask(RULESETS, { on: '2025-06-01', code: 'five-milestones' });
    expect(ruleset.bottlenecks[0]).toMatchObject({
      appliesWhen: { kinds: ['solar'], landModes: ['granted'], minInvestment: '5000000' },
      skippedBy: ['completion'],
      source: '县政府会议纪要',
      yellow: { count: 120, unit: 'DAYS' },
    });
  });

  it('all versions are told, or those in force on a day, as known at an instant', async () => {
    expect(await versions(CATALOGUES)).toEqual(['cn-investment 1', 'cn-investment 2']);
    expect(await versions(CATALOGUES, { on: '2025-06-01' })).toEqual(['cn-investment 2']);
    expect(await versions(CATALOGUES, { on: '2025-06-01', knownAt: before })).toEqual(['cn-investment 1']);
    expect(await versions(CATALOGUES, { on: '1999-12-31' })).toEqual([]);
    expect(await versions(CATALOGUES, { knownAt: '2001-01-01T00:00:00Z' })).toEqual([]);
    expect(await versions(RULESETS)).toEqual(['five-milestones 1', 'five-milestones 2', 'handover-chain 1']);
    expect(await versions(RULESETS, { on: '2025-06-01' })).toEqual(['five-milestones 2', 'handover-chain 1']);
    expect(await versions(RULESETS, { first: 1 })).toEqual(['five-milestones 1']);
    expect(await versions(RULESETS, { code: 'nowhere' })).toEqual([]);
  });
});
