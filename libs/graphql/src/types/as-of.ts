import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { CalendarDate } from '../scalars/calendar-date';
import { Instant } from '../scalars/instant';

/** Which state is asked for: of which day, and as it was known when. */
@InputType({ description: 'Which state is asked for: of which day, and as it was known when.' })
export class AsOfInput {
  @IsOptional()
  @Field(() => CalendarDate, { nullable: true, description: "The day in the world; today in the region's time zone." })
  on?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'What was recorded up to this instant; all, by default.' })
  knownAt?: string | null;
}

/** The state that an answer shows. */
@ObjectType({ description: 'The state that an answer shows: of which day, and as it was known when.' })
export class AsOf {
  @Field(() => CalendarDate)
  on!: string;

  @Field(() => Instant, { nullable: true, description: 'Null: all that is recorded.' })
  knownAt!: string | null;
}
