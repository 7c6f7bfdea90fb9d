import { connectionTypes, Instant, PageArgs, Position, UUID } from '@milepost/graphql';
import { ArgsType, Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

@ObjectType({ description: 'Something that was read, recorded before the answer went out.' })
export class AccessLogEntry {
  @Field(() => UUID)
  id!: string;

  @Field(() => Instant, { description: 'When it was recorded.' })
  at!: string;

  @Field(() => String, { description: 'Id of the account that read it.' })
  actor!: string;

  @Field(() => String, {
    description:
      '`graphql`, `export`, `command` for what a command line showed, or `operator` for the removal of old entries.',
  })
  channel!: string;

  @Field(() => String, { nullable: true, description: 'Name that the caller gave the GraphQL operation.' })
  operation!: string | null;

  @Field(() => String, {
    description: 'The root field of the query, the format of the export, or the name of the command.',
  })
  field!: string;

  @Field(() => String, {
    description:
      'What was asked for, as JSON. Values that could name a person are withheld; a long one is cut visibly.',
  })
  selection!: string;

  @Field(() => Int, { nullable: true, description: 'Rows answered, as far as it is known.' })
  rows!: number | null;

  @Field(() => Position, { nullable: true, description: 'Position that the answer showed, as far as it is known.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Ties together what one request read.' })
  correlationId!: string | null;

  @Field(() => Float, { nullable: true, description: 'Milliseconds from the question to the record.' })
  durationMs!: number | null;

  @Field(() => Boolean, { description: 'It was answered with an error.' })
  failed!: boolean;
}

export const { Connection: AccessLogConnection } = connectionTypes(AccessLogEntry, 'AccessLog', { reproducible: true });

@ArgsType()
export class AccessLogArgs extends PageArgs {
  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Only what this account read.' })
  actor?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Only uses of this root field, export format or command.' })
  field?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Only what was recorded from this instant on.' })
  from?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Only what was recorded before this instant.' })
  to?: string | null;
}
