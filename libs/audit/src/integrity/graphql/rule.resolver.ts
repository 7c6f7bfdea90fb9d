import { adoptedFields, RuleVersionsArgs, versionsOf } from '@milepost/graphql';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { INTEGRITY } from '../projection/tables';
import { ruleOf } from './rule-of';
import { IntegrityRules } from './rule.types';

@Resolver()
export class IntegrityRuleResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly events: RuleEvents,
  ) {}

  @Query(() => [IntegrityRules], { description: 'The sets of integrity rules adopted, version by version.' })
  async integrityRules(@Args() args: RuleVersionsArgs): Promise<IntegrityRules[]> {
    await this.models.built(INTEGRITY, args.atLeast);
    const book = await this.events.rulebook(args.knownAt ?? null);
    return versionsOf(book.integrity, args).map((adoption) => {
      const { rules, ...set } = adoption.value;
      return { ...set, ...adoptedFields(adoption), rules: rules.map((rule) => ruleOf(rule, set.version)) };
    });
  }
}
