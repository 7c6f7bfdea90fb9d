import { AsOf, LabelField, Position, Provenance } from '@milepost/graphql';
import type { Label } from '@milepost/lifecycle';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { FlagRequest } from '../query/flag-source';
import type { FlagSubject } from '../query/flag-reader';

@ObjectType({ isAbstract: true })
abstract class FlagFigures {
  @Field(() => Int, { description: 'Rows of the ledger.' })
  count!: number;

  @Field(() => Int, { description: 'Those that have been explained.' })
  explained!: number;

  @Field(() => Int, { description: 'Projects that have at least one.' })
  projects!: number;
}

@ObjectType({ description: 'All flags asked for, together.' })
export class FlagTotal extends FlagFigures {}

@ObjectType({ description: 'The flags that share one value of what they are counted by.' })
export class FlagGroup extends FlagFigures {
  @Field(() => String, { nullable: true, description: 'The shared value; null for projects without one.' })
  key!: string | null;

  @LabelField()
  label!: Label;
}

@ObjectType({ description: 'Which version of a set of rules raised the flags.' })
export class IntegrityRulesVersion {
  @Field(() => String)
  code!: string;

  @Field(() => Int)
  version!: number;

  @LabelField()
  label!: Label;
}

@ObjectType({ description: 'How many integrity flags there are (疑点统计): on a day, as it was known at an instant.' })
export class IntegrityCounts {
  @Field(() => AsOf)
  asOf!: AsOf;

  @Field(() => IntegrityRulesVersion)
  rules!: IntegrityRulesVersion;

  @Field(() => Position, { description: 'The counts take into account every event up to here at least.' })
  position!: string;

  @Field(() => Provenance, {
    nullable: true,
    description: 'What the counts rest on, and the query that gives them again.',
  })
  provenance!: Provenance | null;

  /** What the lazy fields are read from; not part of the schema. */
  subject!: FlagSubject;
  request!: FlagRequest;
}
