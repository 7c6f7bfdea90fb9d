import { Instant, PageArgs, Position, UUID } from '@milepost/graphql';
import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional, IsUUID, MaxLength } from 'class-validator';
import { WebhookAttemptState } from './attempt.types';
import { WebhookStatus } from './endpoint.types';
import { WebhookQueueState } from './queued.types';

@ArgsType()
export class WebhooksArgs extends PageArgs {
  @IsOptional()
  @Field(() => WebhookStatus, { nullable: true, description: 'All but deleted ones, by default.' })
  status?: WebhookStatus | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Only those that this bureau owns.' })
  bureau?: string | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the list shows this position.' })
  atLeast?: string | null;
}

@ArgsType()
abstract class MessagesArgs extends PageArgs {
  @IsOptional()
  @Field(() => UUID, { nullable: true, description: 'Only messages about this project.' })
  project?: string | null;

  @IsOptional()
  @Field(() => UUID, { nullable: true, description: 'Only the message that tells of this event.' })
  event?: string | null;
}

@ArgsType()
export class WebhookQueueArgs extends MessagesArgs {
  @IsUUID()
  @Field(() => ID)
  endpoint!: string;

  @IsOptional()
  @Field(() => WebhookQueueState, { nullable: true })
  state?: WebhookQueueState | null;
}

@ArgsType()
export class WebhookAttemptsArgs extends MessagesArgs {
  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true })
  endpoint?: string | null;

  @IsOptional()
  @Field(() => WebhookAttemptState, { nullable: true })
  state?: WebhookAttemptState | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Begun at this instant or later.' })
  from?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Begun before this instant.' })
  to?: string | null;
}
