import { CommandInput, CalendarDate, IntegrityKind, Yuan } from '@milepost/graphql';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, IsUUID, MaxLength, Min, ValidateNested } from 'class-validator';
import { ProjectCommandInput } from './project-command.input';
import { LabelInput } from './rules.input';

const MOST = 100;

@InputType()
export class ExplainFlagInput extends ProjectCommandInput {
  @MaxLength(64)
  @Field(() => String, { description: 'Code of the rule that raised the flag.' })
  rule!: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @IsUUID(undefined, { each: true })
  @Field(() => [ID], { description: "The flag's events: a flag that another event joins later asks again." })
  events!: string[];

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true, description: 'The answer; null takes an earlier one back.' })
  explanation?: string | null;

  @MaxLength(200)
  @Field(() => String, { description: "Bureau or post that answers, never a person's name." })
  bureau!: string;
}

@InputType({ description: 'What a rule is told; each kind has a use for some of these only.' })
export class IntegrityParametersInput {
  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true })
  milestone?: string | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @Field(() => [String], { nullable: true, description: 'Milestones that come before it.' })
  before?: string[] | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @Field(() => [String], { nullable: true, description: 'Milestones that are looked at; all by default.' })
  milestones?: string[] | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: 'Milestone that is missed.' })
  missing?: string | null;

  @IsOptional()
  @Field(() => Yuan, { nullable: true, description: 'Lowest total investment, inclusive.' })
  minInvestment?: string | null;

  @IsOptional()
  @Field(() => Int, { nullable: true })
  days?: number | null;

  @IsOptional()
  @Field(() => Int, { nullable: true })
  count?: number | null;

  @IsOptional()
  @Field(() => Int, { nullable: true })
  minutes?: number | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @Field(() => [String], { nullable: true, description: 'How sources begin that do not count.' })
  ignoreSources?: string[] | null;

  @IsOptional()
  @Field(() => Int, { nullable: true })
  sharePercent?: number | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @Field(() => [String], { nullable: true, description: 'Milestones that are approvals.' })
  approvals?: string[] | null;

  @IsOptional()
  @Field(() => Int, { nullable: true, description: 'Percentage points.' })
  points?: number | null;
}

@InputType()
export class IntegrityRuleInput {
  @MaxLength(64)
  @Field(() => String)
  code!: string;

  @Field(() => IntegrityKind)
  kind!: IntegrityKind;

  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput)
  label!: LabelInput;

  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput, { description: 'What it asks.' })
  question!: LabelInput;

  @MaxLength(500)
  @Field(() => String, { description: 'Law, standard or practice that it rests on.' })
  source!: string;

  @ValidateNested()
  @Type(() => IntegrityParametersInput)
  @Field(() => IntegrityParametersInput)
  parameters!: IntegrityParametersInput;
}

@InputType()
export class IntegrityRulesInput {
  @MaxLength(64)
  @Field(() => String)
  code!: string;

  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput)
  label!: LabelInput;

  @Min(1)
  @Field(() => Int)
  version!: number;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: 'Code of its catalogue; cn-investment by default.' })
  catalogue?: string | null;

  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => IntegrityRuleInput)
  @Field(() => [IntegrityRuleInput])
  rules!: IntegrityRuleInput[];
}

@InputType()
export class AdoptIntegrityRulesInput extends CommandInput {
  @ValidateNested()
  @Type(() => IntegrityRulesInput)
  @Field(() => IntegrityRulesInput)
  rules!: IntegrityRulesInput;

  @Field(() => CalendarDate)
  inForceFrom!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}
