import { adoptedFields, LimitUnit, RuleVersionsArgs, versionsOf } from '@milepost/graphql';
import type { Adoption, BottleneckRule, Limit as LimitData, Ruleset as RulesetData } from '@milepost/lifecycle';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { BOTTLENECK } from '../projection/tables';
import { Ruleset, type BottleneckDefinition, type Limit } from './ruleset.types';

const UNITS = { days: LimitUnit.DAYS, months: LimitUnit.MONTHS } as const;

const limitOf = (limit: LimitData | undefined): Limit | null =>
  limit === undefined ? null : { count: limit.count, unit: UNITS[limit.unit] };

function definitionOf({ yellow, redAfterYellow, ...rule }: BottleneckRule): BottleneckDefinition {
  return { ...rule, yellow: limitOf(yellow), redAfterYellow: limitOf(redAfterYellow) };
}

function rulesetOf(adoption: Adoption<RulesetData>): Ruleset {
  const { bottlenecks, ...ruleset } = adoption.value;
  return { ...ruleset, ...adoptedFields(adoption), bottlenecks: bottlenecks.map(definitionOf) };
}

@Resolver()
export class RulesetResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
  ) {}

  @Query(() => [Ruleset], { description: 'The rulesets adopted, version by version: what boards are made of.' })
  async rulesets(@Args() args: RuleVersionsArgs): Promise<Ruleset[]> {
    await this.models.built(BOTTLENECK, args.atLeast);
    const book = await this.rules.rulebook(args.knownAt ?? null);
    return versionsOf(book.rulesets, args).map(rulesetOf);
  }
}
