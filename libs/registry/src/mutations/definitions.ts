import { present, LimitUnit } from '@milepost/graphql';
import type { BottleneckRule, Catalogue, Limit, MilestoneDefinition, Ruleset } from '@milepost/lifecycle';
import type {
  BottleneckRuleInput,
  CatalogueInput,
  LimitInput,
  MilestoneDefinitionInput,
  RulesetInput,
} from './rules.input';

/** The catalogue that an input means which names none. */
export const DEFAULT_CATALOGUE = 'cn-investment';

function milestoneOf({ code, label, after, recorder, ...optional }: MilestoneDefinitionInput): MilestoneDefinition {
  return { code, label, after, recorder, ...present(optional) };
}

/** The catalogue that an input describes. */
export function catalogueOf({ milestones, timeZone, landModes, sizeTiers, ...catalogue }: CatalogueInput): Catalogue {
  return {
    ...catalogue,
    timeZone: timeZone ?? 'Asia/Shanghai',
    landModes: landModes ?? [],
    sizeTiers: sizeTiers ?? [],
    milestones: milestones.map(milestoneOf),
  };
}

const limitOf = ({ count, unit }: LimitInput): Limit => ({
  count,
  unit: unit === LimitUnit.MONTHS ? 'months' : 'days',
});

function ruleOf({
  yellow,
  redAfterYellow,
  appliesWhen,
  skippedBy,
  source,
  commitmentFirst,
  pauseStopsClock,
  ...rule
}: BottleneckRuleInput): BottleneckRule {
  return {
    ...rule,
    commitmentFirst: commitmentFirst ?? false,
    pauseStopsClock: pauseStopsClock ?? true,
    ...(yellow && { yellow: limitOf(yellow) }),
    ...(redAfterYellow && { redAfterYellow: limitOf(redAfterYellow) }),
    ...(appliesWhen && { appliesWhen: present(appliesWhen) }),
    ...present({ skippedBy, source }),
  };
}

/** The ruleset that an input describes. */
export function rulesetOf({ bottlenecks, catalogue, ...ruleset }: RulesetInput): Ruleset {
  return { ...ruleset, catalogue: catalogue ?? DEFAULT_CATALOGUE, bottlenecks: bottlenecks.map(ruleOf) };
}
