import { Field, Float, InputType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { ProjectCommandInput } from './project-command.input';

const AMOUNT =
  'exact, in yuan or with its unit: `407002200`, `40700.22万元`. A dispatch figure (调度数), not statistics.';

@InputType()
export class ReportInvestmentInput extends ProjectCommandInput {
  @MaxLength(7)
  @Field(() => String, { description: 'The month, `YYYY-MM`.' })
  month!: string;

  @MaxLength(64)
  @Field(() => String, { description: `Invested in the month, ${AMOUNT}` })
  amount!: string;

  @MaxLength(64)
  @Field(() => String, { description: `Invested up to the end of the month, ${AMOUNT}` })
  cumulative!: string;

  @IsOptional()
  @Field(() => Float, {
    nullable: true,
    description: 'Physical progress (形象进度), 0 to 100 percent, at most two decimals.',
  })
  progressPercent?: number | null;

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true, description: 'Physical progress (形象进度) in words.' })
  progress?: string | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, {
    nullable: true,
    description: 'Required where the month was reported before: this report takes the place of that one.',
  })
  reason?: string | null;
}
