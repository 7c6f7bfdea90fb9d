import { CommandInput, CalendarDate, Instant } from '@milepost/graphql';
import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MaxLength, Min, ValidateNested } from 'class-validator';

@InputType()
export class PublishedAsOfInput {
  @Field(() => CalendarDate)
  on!: string;

  @Field(() => Instant, { description: 'What was recorded up to this instant.' })
  knownAt!: string;
}

@InputType()
export class PublishReportInput extends CommandInput {
  @MaxLength(7)
  @Field(() => String, { description: 'The month, `YYYY-MM`.' })
  month!: string;

  @MaxLength(64)
  @Field(() => String, { description: 'Code of the ruleset that made the figures.' })
  ruleset!: string;

  @Min(1)
  @Field(() => Int)
  rulesetVersion!: number;

  @MaxLength(64)
  @Field(() => String, { description: 'SHA-256 of the frozen figures, 64 lower-case hexadecimal digits.' })
  sha256!: string;

  @ValidateNested()
  @Type(() => PublishedAsOfInput)
  @Field(() => PublishedAsOfInput, { description: 'The state that the figures show.' })
  asOf!: PublishedAsOfInput;
}
