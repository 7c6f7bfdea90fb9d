import { Field, InputType, Int } from '@nestjs/graphql';
import { IsOptional, Length, Min } from 'class-validator';

/** What a mutation carries that may be sent again. */
@InputType({ isAbstract: true })
export abstract class RepeatableInput {
  @IsOptional()
  @Length(8, 128)
  @Field(() => String, {
    nullable: true,
    description: 'Sent again, the same key answers as the first time and writes nothing: use it for retries.',
  })
  idempotencyKey?: string | null;
}

/** What every command may carry. */
@InputType({ isAbstract: true })
export abstract class CommandInput extends RepeatableInput {
  @IsOptional()
  @Min(-1)
  @Field(() => Int, {
    nullable: true,
    description: 'Refuse unless what is to be changed is at this revision; -1: unless it does not exist.',
  })
  ifRevision?: number | null;
}
