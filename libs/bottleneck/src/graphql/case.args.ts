import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { AsOfInput, PageArgs, Position, ProjectFilterInput } from '@milepost/graphql';
import { ArgsType, Field } from '@nestjs/graphql';
import { DEFAULT_RULESET } from './board.args';
import { CaseOrder, CaseState, Light } from './case.types';

@ArgsType()
export class CaseArgs extends PageArgs {
  @MaxLength(100)
  @Field(() => String, { description: 'Code of the bottleneck.' })
  bottleneck!: string;

  @MaxLength(100)
  @Field(() => String, { defaultValue: DEFAULT_RULESET })
  ruleset: string = DEFAULT_RULESET;

  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'Which state; now, by default.' })
  asOf?: AsOfInput | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;

  @IsOptional()
  @ArrayMaxSize(5)
  @Field(() => [CaseState], { nullable: true, description: 'The waiting ones, by default: all but PASSED.' })
  state?: CaseState[] | null;

  @IsOptional()
  @ArrayMaxSize(3)
  @Field(() => [Light], { nullable: true, description: 'Only open cases with one of these lights.' })
  light?: Light[] | null;

  @Field(() => CaseOrder, { defaultValue: CaseOrder.DAYS_DESC })
  orderBy: CaseOrder = CaseOrder.DAYS_DESC;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}
