import { AsOfInput, Position, ProjectFilterInput } from '@milepost/graphql';
import { ArgsType, Field } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { DEFAULT_RULESET } from '../graphql/board.args';

@ArgsType()
export class CompareArgs {
  @Field(() => AsOfInput, { description: 'The state to start from, e.g. that of a published figure.' })
  from!: AsOfInput;

  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'The state to compare it with; now, by default.' })
  to?: AsOfInput | null;

  @MaxLength(100)
  @Field(() => String, { defaultValue: DEFAULT_RULESET })
  ruleset: string = DEFAULT_RULESET;

  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, {
    nullable: true,
    description: 'As for boards: it selects in each state by itself.',
  })
  filter?: ProjectFilterInput | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}
