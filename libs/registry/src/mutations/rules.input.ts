import { CommandInput, CalendarDate, LimitUnit } from '@milepost/graphql';
import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, Min, ValidateNested } from 'class-validator';

@InputType()
export class LabelInput {
  @MaxLength(200)
  @Field(() => String)
  zh!: string;

  @MaxLength(200)
  @Field(() => String)
  en!: string;
}

@InputType({ isAbstract: true })
abstract class CodedInput {
  @MaxLength(64)
  @Field(() => String)
  code!: string;

  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput)
  label!: LabelInput;
}

@InputType()
export class CodedLabelInput extends CodedInput {}

@InputType()
export class SizeTierInput extends CodedInput {
  @MaxLength(32)
  @Field(() => String, { description: 'Lowest total investment of the tier, exact yuan, inclusive.' })
  from!: string;
}

@InputType()
export class MilestoneDefinitionInput extends CodedInput {
  @ArrayMaxSize(50)
  @Field(() => [String], { description: 'Milestones that come before it.' })
  after!: string[];

  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput, { description: 'The bureau that records it.' })
  recorder!: LabelInput;

  @IsOptional()
  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput, { nullable: true, description: 'What proves it.' })
  evidence?: LabelInput | null;

  @IsOptional()
  @Min(1)
  @Field(() => Int, { nullable: true, description: 'How long it stays valid; for ever when absent.' })
  validMonths?: number | null;

  @IsOptional()
  @ArrayMaxSize(100)
  @Field(() => [String], { nullable: true, description: 'Kinds of project for which it does not apply.' })
  notApplicableTo?: string[] | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: "Ends the project's way until a later milestone that is no exit.",
  })
  exit?: boolean | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'Law, standard or practice that it rests on.' })
  source?: string | null;
}

@InputType()
export class CatalogueInput extends CodedInput {
  @Min(1)
  @Field(() => Int)
  version!: number;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, {
    nullable: true,
    description: 'IANA zone in which dates are reckoned; Asia/Shanghai by default.',
  })
  timeZone?: string | null;

  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CodedLabelInput)
  @Field(() => [CodedLabelInput])
  kinds!: CodedLabelInput[];

  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CodedLabelInput)
  @Field(() => [CodedLabelInput], { nullable: true, description: 'None by default.' })
  landModes?: CodedLabelInput[] | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SizeTierInput)
  @Field(() => [SizeTierInput], { nullable: true, description: 'None by default.' })
  sizeTiers?: SizeTierInput[] | null;

  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => MilestoneDefinitionInput)
  @Field(() => [MilestoneDefinitionInput])
  milestones!: MilestoneDefinitionInput[];
}

@InputType()
export class LimitInput {
  @Min(0)
  @Field(() => Int)
  count!: number;

  @Field(() => LimitUnit, { nullable: true, description: 'DAYS by default.' })
  unit?: LimitUnit | null;
}

@InputType()
export class AppliesWhenInput {
  @IsOptional()
  @ArrayMaxSize(100)
  @Field(() => [String], { nullable: true })
  kinds?: string[] | null;

  @IsOptional()
  @ArrayMaxSize(100)
  @Field(() => [String], { nullable: true })
  landModes?: string[] | null;

  @IsOptional()
  @MaxLength(32)
  @Field(() => String, { nullable: true, description: 'Exact yuan, inclusive.' })
  minInvestment?: string | null;
}

@InputType()
export class BottleneckRuleInput extends CodedInput {
  @MaxLength(64)
  @Field(() => String, { description: 'Code of the awaited milestone.' })
  awaits!: string;

  @ArrayMaxSize(20)
  @Field(() => [String], { description: 'The clock starts at the first of these that applies to the project.' })
  clockStartsAt!: string[];

  @IsOptional()
  @ValidateNested()
  @Type(() => LimitInput)
  @Field(() => LimitInput, { nullable: true, description: 'After the start of the clock.' })
  yellow?: LimitInput | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => LimitInput)
  @Field(() => LimitInput, { nullable: true, description: 'After the day on which yellow fell due.' })
  redAfterYellow?: LimitInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'A committed date comes before the yellow limit; false by default.',
  })
  commitmentFirst?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Days of suspension do not count towards the limits; true by default.',
  })
  pauseStopsClock?: boolean | null;

  @ValidateNested()
  @Type(() => LabelInput)
  @Field(() => LabelInput, { description: 'Whose it is to move on.' })
  owner!: LabelInput;

  @IsOptional()
  @ValidateNested()
  @Type(() => AppliesWhenInput)
  @Field(() => AppliesWhenInput, { nullable: true })
  appliesWhen?: AppliesWhenInput | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @Field(() => [String], {
    nullable: true,
    description: 'Milestones that show it was skipped; by default all later ones.',
  })
  skippedBy?: string[] | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true })
  source?: string | null;
}

@InputType()
export class RulesetInput extends CodedInput {
  @Min(1)
  @Field(() => Int)
  version!: number;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: 'Code of its catalogue; cn-investment by default.' })
  catalogue?: string | null;

  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => BottleneckRuleInput)
  @Field(() => [BottleneckRuleInput])
  bottlenecks!: BottleneckRuleInput[];
}

@InputType()
export class AdoptCatalogueInput extends CommandInput {
  @ValidateNested()
  @Type(() => CatalogueInput)
  @Field(() => CatalogueInput)
  catalogue!: CatalogueInput;

  @Field(() => CalendarDate)
  inForceFrom!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}

@InputType()
export class AdoptRulesetInput extends CommandInput {
  @ValidateNested()
  @Type(() => RulesetInput)
  @Field(() => RulesetInput)
  ruleset!: RulesetInput;

  @Field(() => CalendarDate)
  inForceFrom!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}
