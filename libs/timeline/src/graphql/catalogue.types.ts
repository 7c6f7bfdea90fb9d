import { AdoptedRules, LabelField, Yuan } from '@milepost/graphql';
import type { Label } from '@milepost/lifecycle';
import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ isAbstract: true })
abstract class Coded {
  @Field(() => String)
  code!: string;

  @LabelField()
  label!: Label;
}

@ObjectType({ description: 'A kind of project.' })
export class ProjectKind extends Coded {}

@ObjectType({ description: 'A way in which projects get their land (供地方式).' })
export class LandMode extends Coded {}

@ObjectType({ description: 'A class of projects by total investment.' })
export class SizeTier extends Coded {
  @Field(() => Yuan, { description: 'Lowest total investment of the tier, inclusive.' })
  from!: string;
}

@ObjectType({ description: 'What a catalogue says of a milestone.' })
export class MilestoneDefinition extends Coded {
  @Field(() => [String], { description: 'Milestones that come before it.' })
  after!: readonly string[];

  @LabelField({ description: 'The bureau that records it.' })
  recorder!: Label;

  @LabelField({ nullable: true, description: 'What proves it.' })
  evidence?: Label;

  @Field(() => Int, { nullable: true, description: 'How long it stays valid; for ever when null.' })
  validMonths?: number;

  @Field(() => [String], { description: 'Kinds of project for which it does not apply.' })
  notApplicableTo!: readonly string[];

  @Field(() => Boolean, { description: "Ends the project's way until a later milestone that is no exit." })
  exit!: boolean;

  @Field(() => String, { nullable: true, description: 'Law, standard or practice that it rests on.' })
  source?: string;
}

@ObjectType({ description: 'A version of a lifecycle catalogue: which milestones there are, in what order.' })
export class Catalogue extends AdoptedRules {
  @Field(() => String, { description: 'IANA zone in which its dates are reckoned.' })
  timeZone!: string;

  @Field(() => [ProjectKind])
  kinds!: readonly ProjectKind[];

  @Field(() => [LandMode])
  landModes!: readonly LandMode[];

  @Field(() => [SizeTier], { description: 'Ascending.' })
  sizeTiers!: readonly SizeTier[];

  @Field(() => [MilestoneDefinition], { description: 'In the order in which timelines show them.' })
  milestones!: readonly MilestoneDefinition[];
}
