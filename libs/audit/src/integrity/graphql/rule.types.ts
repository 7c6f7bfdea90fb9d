import { AdoptedRules, IntegrityKind, LabelField, Yuan } from '@milepost/graphql';
import type { Label } from '@milepost/lifecycle';
import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What a rule is told; each kind has a use for some of these only.' })
export class IntegrityParameters {
  @Field(() => String, { nullable: true })
  milestone?: string;

  @Field(() => [String], { nullable: true, description: 'Milestones that come before it.' })
  before?: readonly string[];

  @Field(() => [String], { nullable: true, description: 'Milestones that are looked at; null: all.' })
  milestones?: readonly string[];

  @Field(() => String, { nullable: true, description: 'Milestone that is missed.' })
  missing?: string;

  @Field(() => Yuan, { nullable: true, description: 'Lowest total investment, inclusive.' })
  minInvestment?: string;

  @Field(() => Int, { nullable: true })
  days?: number;

  @Field(() => Int, { nullable: true })
  count?: number;

  @Field(() => Int, { nullable: true })
  minutes?: number;

  @Field(() => [String], { nullable: true, description: 'How sources begin that do not count.' })
  ignoreSources?: readonly string[];

  @Field(() => Int, { nullable: true })
  sharePercent?: number;

  @Field(() => [String], { nullable: true, description: 'Milestones that are approvals.' })
  approvals?: readonly string[];

  @Field(() => Int, { nullable: true, description: 'Percentage points.' })
  points?: number;
}

@ObjectType({ description: 'What is looked out for (疑点规则): a flag raised by it is a question, not a finding.' })
export class IntegrityRule {
  @Field(() => String)
  code!: string;

  @Field(() => IntegrityKind)
  kind!: IntegrityKind;

  @LabelField()
  label!: Label;

  @LabelField({ description: 'What it asks.' })
  question!: Label;

  @Field(() => String, { description: 'Law, standard or practice that it rests on.' })
  source!: string;

  @Field(() => Int, { description: 'Version of the set of rules that it belongs to.' })
  version!: number;

  @Field(() => IntegrityParameters)
  parameters!: IntegrityParameters;
}

@ObjectType({ description: 'A version of a set of integrity rules, over the projects of one catalogue.' })
export class IntegrityRules extends AdoptedRules {
  @Field(() => String, { description: 'Code of the catalogue whose milestones it names.' })
  catalogue!: string;

  @Field(() => [IntegrityRule])
  rules!: readonly IntegrityRule[];
}
