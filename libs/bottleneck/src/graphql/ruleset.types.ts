import { AdoptedRules, LimitUnit, Yuan } from '@milepost/graphql';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Bottleneck } from './figures.types';

@ObjectType({ description: 'A number of days or months.' })
export class Limit {
  @Field(() => Int)
  count!: number;

  @Field(() => LimitUnit)
  unit!: LimitUnit;
}

@ObjectType({ description: 'To which projects a bottleneck applies; a condition that is null is always met.' })
export class AppliesWhen {
  @Field(() => [String], { nullable: true })
  kinds?: readonly string[];

  @Field(() => [String], { nullable: true })
  landModes?: readonly string[];

  @Field(() => Yuan, { nullable: true, description: 'Lowest total investment, inclusive.' })
  minInvestment?: string;
}

@ObjectType({ description: 'What a ruleset says of a bottleneck: what is awaited, and when it turns yellow and red.' })
export class BottleneckDefinition extends Bottleneck {
  @Field(() => Limit, {
    nullable: true,
    description: 'After the start of the clock; null: never without a commitment.',
  })
  yellow?: Limit | null;

  @Field(() => Limit, { nullable: true, description: 'After the day on which yellow fell due; null: never.' })
  redAfterYellow?: Limit | null;

  @Field(() => Boolean, { description: 'A committed date comes before the yellow limit.' })
  commitmentFirst!: boolean;

  @Field(() => Boolean, { description: 'Days of suspension do not count towards the limits.' })
  pauseStopsClock!: boolean;

  @Field(() => AppliesWhen, { nullable: true, description: 'Null: to all projects.' })
  appliesWhen?: AppliesWhen;

  @Field(() => [String], { nullable: true, description: 'Milestones that show it was skipped; null: all later ones.' })
  skippedBy?: readonly string[];

  @Field(() => String, { nullable: true, description: 'Law, standard or practice that it rests on.' })
  source?: string;
}

@ObjectType({ description: 'A version of a ruleset: which bottlenecks (未) are watched, and their limits.' })
export class Ruleset extends AdoptedRules {
  @Field(() => String, { description: 'Code of the catalogue whose milestones it names.' })
  catalogue!: string;

  @Field(() => [BottleneckDefinition])
  bottlenecks!: readonly BottleneckDefinition[];
}
