import { Instant, PageArgs } from '@milepost/graphql';
import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';

export const KNOWN_AT = 'Only checkpoints issued up to this instant; all, by default.';

@ArgsType()
export class CheckpointArgs {
  @IsOptional()
  @Field(() => Int, { nullable: true, description: 'Exactly so many events.' })
  size?: number | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: KNOWN_AT })
  knownAt?: string | null;
}

@ArgsType()
export class CheckpointsArgs extends PageArgs {
  @IsOptional()
  @Field(() => Instant, { nullable: true, description: KNOWN_AT })
  knownAt?: string | null;
}
