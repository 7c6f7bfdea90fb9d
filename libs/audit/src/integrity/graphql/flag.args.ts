import { AsOfInput, PageArgs, Position, ProjectFilterInput } from '@milepost/graphql';
import { ArgsType, Field, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DEFAULT_RULES } from '../query/flag-reader';

/** What flags are counted by. */
export enum FlagGroupBy {
  RULE = 'RULE',
  DISTRICT = 'DISTRICT',
  BUREAU = 'BUREAU',
  INDUSTRY = 'INDUSTRY',
  LEAD_OFFICIAL = 'LEAD_OFFICIAL',
  KIND = 'KIND',
  SIZE_TIER = 'SIZE_TIER',
}

registerEnumType(FlagGroupBy, { name: 'FlagGroupBy', description: 'What flags are counted by.' });

const RULES = 'Code of the set of rules; the version in force on the day counts.';
const AT_LEAST = 'Wait (bounded) until the view has reached this position.';

@ArgsType()
export class ProjectFlagsArgs {
  @MaxLength(100)
  @Field(() => String, { defaultValue: DEFAULT_RULES, description: RULES })
  rules: string = DEFAULT_RULES;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: AT_LEAST })
  atLeast?: string | null;
}

@ArgsType()
export class FlagCountArgs {
  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'Which state; now, by default.' })
  asOf?: AsOfInput | null;

  @MaxLength(100)
  @Field(() => String, { defaultValue: DEFAULT_RULES, description: RULES })
  rules: string = DEFAULT_RULES;

  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(64, { each: true })
  @Field(() => [String], { nullable: true, description: 'Codes of rules; all, by default.' })
  rule?: string[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Only explained ones, or only those that wait for an answer.' })
  explained?: boolean | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: AT_LEAST })
  atLeast?: string | null;
}

@ArgsType()
export class FlagGroupArgs {
  @Field(() => FlagGroupBy)
  by!: FlagGroupBy;

  @Min(1)
  @Max(1_000)
  @Field(() => Int, {
    defaultValue: 200,
    description: 'At most so many groups, those with most flags first (1 to 1,000).',
  })
  first: number = 200;
}

@ArgsType()
export class FlagArgs extends PageArgs {
  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'Which state; now, by default.' })
  asOf?: AsOfInput | null;

  @MaxLength(100)
  @Field(() => String, { defaultValue: DEFAULT_RULES, description: RULES })
  rules: string = DEFAULT_RULES;

  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(64, { each: true })
  @Field(() => [String], { nullable: true, description: 'Codes of rules; all, by default.' })
  rule?: string[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Only explained ones, or only those that wait for an answer.' })
  explained?: boolean | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: AT_LEAST })
  atLeast?: string | null;
}
