import type { BottleneckRule, Catalogue, Limit, MilestoneDefinition, Ruleset } from '@milepost/lifecycle';
import { present } from './present';
import {
  LimitUnit,
  type BottleneckRuleInput,
  type CatalogueInput,
  type LimitInput,
  type MilestoneDefinitionInput,
  type RulesetInput,
} from './rules.input';

function milestoneOf({ code, label, after, recorder, ...optional }: MilestoneDefinitionInput): MilestoneDefinition {
  return { code, label, after, recorder, ...present(optional) };
}

/** The catalogue that an input describes. */
export function catalogueOf({ milestones, ...catalogue }: CatalogueInput): Catalogue {
  return { ...catalogue, milestones: milestones.map(milestoneOf) };
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
  ...rule
}: BottleneckRuleInput): BottleneckRule {
  return {
    ...rule,
    ...(yellow && { yellow: limitOf(yellow) }),
    ...(redAfterYellow && { redAfterYellow: limitOf(redAfterYellow) }),
    ...(appliesWhen && { appliesWhen: present(appliesWhen) }),
    ...present({ skippedBy, source }),
  };
}

/** The ruleset that an input describes. */
export function rulesetOf({ bottlenecks, ...ruleset }: RulesetInput): Ruleset {
  return { ...ruleset, bottlenecks: bottlenecks.map(ruleOf) };
}
