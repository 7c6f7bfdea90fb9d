import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { AsOfInput, GroupBy, Position, ProjectFilterInput } from '@milepost/graphql';
import { ArgsType, Field, Int } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';

/** The ruleset of a query that names none. */
export const DEFAULT_RULESET = 'five-milestones';
export const MAX_GROUPS = 1_000;

@ArgsType()
export class BoardArgs {
  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'Which state; now, by default.' })
  asOf?: AsOfInput | null;

  @MaxLength(100)
  @Field(() => String, {
    defaultValue: DEFAULT_RULESET,
    description: 'Code of the ruleset; the version in force on the day counts.',
  })
  ruleset: string = DEFAULT_RULESET;

  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}

@ArgsType()
export class GroupArgs {
  @Field(() => GroupBy)
  by!: GroupBy;

  @Min(1)
  @Max(MAX_GROUPS)
  @Field(() => Int, {
    defaultValue: 200,
    description: 'At most so many groups, those with most rows first (1 to 1,000).',
  })
  first: number = 200;
}
