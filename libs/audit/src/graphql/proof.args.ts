import { Instant } from '@milepost/graphql';
import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, IsUUID, Min } from 'class-validator';

const PROOF_KNOWN_AT = 'By events recorded and checkpoints issued up to this instant; all, by default.';

@ArgsType()
export class InclusionProofArgs {
  @IsUUID()
  @Field(() => ID)
  eventId!: string;

  @IsOptional()
  @Min(0)
  @Field(() => Int, { nullable: true, description: 'Of the tree; that of the newest checkpoint, by default.' })
  size?: number | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: PROOF_KNOWN_AT })
  knownAt?: string | null;
}

@ArgsType()
export class ConsistencyProofArgs {
  @Min(0)
  @Field(() => Int, { description: 'Size of the earlier tree.' })
  from!: number;

  @Min(0)
  @Field(() => Int, { description: 'Size of the later tree.' })
  to!: number;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: PROOF_KNOWN_AT })
  knownAt?: string | null;
}
