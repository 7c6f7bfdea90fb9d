import { FIVE_MILESTONES, HANDOVER_CHAIN, type BottleneckRule, type Ruleset } from '../bottleneck';
import { CN_INVESTMENT, type Catalogue } from '../catalogue';
import type { Day } from '../calendar';
import type { RecordedRuleEvent } from '../events';
import { rulebookAt } from '../rules';

const label = (zh: string) => ({ zh, en: zh });

/** The built-in lifecycle with shorter validity, other exclusions, other tiers and a milestone that ends the way. */
export const SECOND_CATALOGUE: Catalogue = {
  ...CN_INVESTMENT,
  version: 2,
  sizeTiers: CN_INVESTMENT.sizeTiers.slice(2),
  milestones: [
    ...CN_INVESTMENT.milestones.map((each) => {
      if (each.code === 'eia') return { ...each, validMonths: 6, notApplicableTo: ['solar'] };
      if (each.code === 'filing') return { ...each, validMonths: 9 };
      return each.code === 'land-supply' ? { ...each, notApplicableTo: [] } : each;
    }),
    { code: 'refusal', label: label('不予批准'), after: ['filing'], recorder: label('发改'), exit: true },
  ],
};

const changed = (
  ruleset: Ruleset,
  version: number,
  by: (rule: BottleneckRule) => Partial<BottleneckRule>,
): Ruleset => ({
  ...ruleset,
  version,
  bottlenecks: ruleset.bottlenecks.map((rule) => ({ ...rule, ...by(rule) })),
});

const LARGE_ONLY = changed(FIVE_MILESTONES, 2, ({ code }) => ({
  yellow: { count: 2, unit: 'months' },
  pauseStopsClock: code !== 'eia-pending',
  appliesWhen: { minInvestment: '50000000', landModes: ['granted', 'allocated'] },
}));
const FEWER: Ruleset = {
  ...changed(FIVE_MILESTONES, 3, () => ({ commitmentFirst: true, skippedBy: ['full-capacity'] })),
  bottlenecks: FIVE_MILESTONES.bottlenecks.slice(1, 4),
};

let revision = 0;
function adopted(what: Catalogue | Ruleset, inForceFrom: Day): RecordedRuleEvent {
  revision += 1;
  const envelope = {
    id: `r${revision}`,
    stream: 'rules',
    revision,
    position: String(revision),
    recordedAt: '2000-01-01T00:00:00.000Z',
    metadata: { actor: 'clerk-01', source: 'test' },
  };
  return 'milestones' in what
    ? { ...envelope, type: 'catalogue.adopted.v1', data: { catalogue: what, inForceFrom, reason: '启用' } }
    : { ...envelope, type: 'ruleset.adopted.v1', data: { ruleset: what, inForceFrom, reason: '启用' } };
}

/** Rules that change while the histories of the tests run: both catalogues, three versions of one ruleset, one of another. */
export const RULE_EVENTS: readonly RecordedRuleEvent[] = [
  adopted(CN_INVESTMENT, '2020-02-01'),
  adopted(SECOND_CATALOGUE, '2022-06-01'),
  adopted(FIVE_MILESTONES, '2020-06-01'),
  adopted(LARGE_ONLY, '2021-03-01'),
  adopted(FEWER, '2023-01-01'),
  adopted(HANDOVER_CHAIN, '2019-01-01'),
];

export const RULES = rulebookAt(RULE_EVENTS, null);
export const RULESETS = [FIVE_MILESTONES.code, HANDOVER_CHAIN.code] as const;
