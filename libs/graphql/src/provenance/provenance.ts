import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CalendarDate } from '../scalars/calendar-date';
import { Instant } from '../scalars/instant';
import { Position } from '../scalars/position';

/** A version of a ruleset or catalogue. */
@ObjectType({ description: 'A version of a ruleset or catalogue.' })
export class RulesVersion {
  @Field(() => String)
  code!: string;

  @Field(() => Int)
  version!: number;
}

/** What an answer rests on, and how to have it again. */
@ObjectType({
  description:
    'What an answer rests on, and the query that gives it again. Asked for, it makes the answer one that nothing recorded later changes.',
})
export class Provenance {
  @Field(() => Position, { description: 'The answer takes into account every event up to here, and none after it.' })
  position!: string;

  @Field(() => CalendarDate, {
    nullable: true,
    description: 'The day that it is of; null where it is of no day, as a list of checkpoints is.',
  })
  on!: string | null;

  @Field(() => Instant, { description: 'The instant that it is as known at.' })
  knownAt!: string;

  @Field(() => [RulesVersion], {
    description: 'The versions of rulesets, and of sets of integrity rules, that it was made by; none for timelines.',
  })
  rulesets!: readonly RulesVersion[];

  @Field(() => [RulesVersion], { description: 'The versions of catalogues that dates were read with.' })
  catalogues!: readonly RulesVersion[];

  @Field(() => String, {
    description: 'A complete GraphQL document: sent at any time later, it gives this very answer again.',
  })
  query!: string;
}
