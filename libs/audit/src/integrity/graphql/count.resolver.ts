import { selects } from '@milepost/graphql';
import { ReadModels } from '@milepost/projection';
import type { Label } from '@milepost/lifecycle';
import { Args, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { groupCounts, totalCount } from '../query/count-query';
import { FlagReader, type FlagSubject } from '../query/flag-reader';
import { FlagGroup, FlagTotal, IntegrityCounts } from './count.types';
import { FlagCountArgs, FlagGroupArgs, FlagGroupBy } from './flag.args';
import { provenanceOfFlags } from './provenance-of-flags';

const WITHOUT: Label = { zh: '(未填)', en: '(none)' };

/** Rules, kinds and size tiers have labels; any other value is its own. */
function labelOf(key: string | null, by: FlagGroupBy, { rules, catalogue }: FlagSubject): Label {
  if (key === null) return WITHOUT;
  const coded =
    by === FlagGroupBy.RULE
      ? rules.rules
      : by === FlagGroupBy.KIND
        ? catalogue.kinds
        : by === FlagGroupBy.SIZE_TIER
          ? catalogue.sizeTiers
          : [];
  return coded.find(({ code }) => code === key)?.label ?? { zh: key, en: key };
}

@Resolver(() => IntegrityCounts)
export class FlagCountResolver {
  constructor(
    private readonly flags: FlagReader,
    private readonly models: ReadModels,
  ) {}

  @Query(() => IntegrityCounts, {
    description: 'How many integrity flags there are, in all and by group: every count is a number of ledger rows.',
  })
  async integrityCounts(@Args() args: FlagCountArgs, @Info() info: GraphQLResolveInfo): Promise<IntegrityCounts> {
    const subject = await this.flags.subject({ ...args, pinned: selects(info, 'provenance') });
    const { rules, asOf, position } = subject;
    const request = { rules, asOf, filter: args.filter, only: args.rule, explained: args.explained };
    return { asOf, rules, position, provenance: provenanceOfFlags(info, subject), subject, request };
  }

  @ResolveField(() => FlagTotal)
  async total(@Parent() { request }: IntegrityCounts): Promise<FlagTotal> {
    return totalCount(this.models.pool, request);
  }

  @ResolveField(() => [FlagGroup], { description: 'The same by group, most flags first.' })
  async groups(
    @Parent() { request, subject }: IntegrityCounts,
    @Args() { by, first }: FlagGroupArgs,
  ): Promise<FlagGroup[]> {
    const groups = await groupCounts(this.models.pool, request, by, first);
    return groups.map((group) => ({ ...group, label: labelOf(group.key, by, subject) }));
  }
}
