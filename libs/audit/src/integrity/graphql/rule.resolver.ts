import { adoptedFields, provenanceKnownAt, RuleVersionsArgs, selects, versionsOf } from '@milepost/graphql';
import type { Adoption, IntegrityRules as RulesData } from '@milepost/lifecycle';
import { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { INTEGRITY } from '../projection/tables';
import { ruleOf } from './rule-of';
import { IntegrityRules } from './rule.types';

function rulesOf(adoption: Adoption<RulesData>): IntegrityRules {
  const { rules, ...set } = adoption.value;
  return { ...set, ...adoptedFields(adoption), rules: rules.map((rule) => ruleOf(rule, set.version)) };
}

@Resolver()
export class IntegrityRuleResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly events: RuleEvents,
    private readonly pins: StatePins,
  ) {}

  @Query(() => [IntegrityRules], { description: 'The sets of integrity rules adopted, version by version.' })
  async integrityRules(@Args() args: RuleVersionsArgs, @Info() info: GraphQLResolveInfo): Promise<IntegrityRules[]> {
    await this.models.built(INTEGRITY, args.atLeast);
    const pin = selects(info, 'provenance') ? await this.pins.pin(INTEGRITY, args.knownAt) : null;
    const book = await this.events.rulebook(pin?.knownAt ?? args.knownAt ?? null);
    const versions = versionsOf(book.integrity, args).map(rulesOf);
    if (pin === null) return versions;
    const provenance = provenanceKnownAt(info, { on: args.on ?? null, ...pin }, { rulesets: versions });
    return versions.map((version) => ({ ...version, provenance }));
  }
}
