import { adoptedFields, LimitUnit, provenanceKnownAt, RuleVersionsArgs, selects, versionsOf } from '@milepost/graphql';
import type { Adoption, BottleneckRule, Limit as LimitData, Ruleset as RulesetData } from '@milepost/lifecycle';
import { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
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
    private readonly pins: StatePins,
  ) {}

  @Query(() => [Ruleset], { description: 'The rulesets adopted, version by version: what boards are made of.' })
  async rulesets(@Args() args: RuleVersionsArgs, @Info() info: GraphQLResolveInfo): Promise<Ruleset[]> {
    await this.models.built(BOTTLENECK, args.atLeast);
    const pin = selects(info, 'provenance') ? await this.pins.pin(BOTTLENECK, args.knownAt) : null;
    const book = await this.rules.rulebook(pin?.knownAt ?? args.knownAt ?? null);
    const versions = versionsOf(book.rulesets, args).map(rulesetOf);
    if (pin === null) return versions;
    const provenance = provenanceKnownAt(info, { on: args.on ?? null, ...pin }, { rulesets: versions });
    return versions.map((version) => ({ ...version, provenance }));
  }
}
