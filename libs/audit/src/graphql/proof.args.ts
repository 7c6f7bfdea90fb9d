import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, IsUUID, Min } from 'class-validator';

@ArgsType()
export class InclusionProofArgs {
  @IsUUID()
  @Field(() => ID)
  eventId!: string;

  @IsOptional()
  @Min(0)
  @Field(() => Int, { nullable: true, description: 'Of the tree; that of the newest checkpoint, by default.' })
  size?: number | null;
}

@ArgsType()
export class ConsistencyProofArgs {
  @Min(0)
  @Field(() => Int, { description: 'Size of the earlier tree.' })
  from!: number;

  @Min(0)
  @Field(() => Int, { description: 'Size of the later tree.' })
  to!: number;
}
