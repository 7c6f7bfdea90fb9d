import { connectionTypes, Instant, Position, UUID } from '@milepost/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { WebhookDeliveryKind } from './attempt.types';

export enum WebhookQueueState {
  PENDING = 'pending',
  EXHAUSTED = 'exhausted',
}
registerEnumType(WebhookQueueState, {
  name: 'WebhookQueueState',
  valuesMap: {
    PENDING: { description: 'Waits to be sent, or to be sent again.' },
    EXHAUSTED: { description: 'Given up after the last attempt: the dead-letter list (死信).' },
  },
});

@ObjectType({ description: 'A message that an endpoint has not been brought yet.' })
export class WebhookQueuedMessage {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => UUID, { description: 'The event that it tells of; sent as `webhook-id`.' })
  messageId!: string;

  @Field(() => String)
  type!: string;

  @Field(() => String)
  subject!: string;

  @Field(() => Position)
  position!: string;

  @Field(() => WebhookDeliveryKind)
  kind!: WebhookDeliveryKind;

  @Field(() => WebhookQueueState)
  state!: WebhookQueueState;

  @Field(() => Boolean, { description: 'An earlier message of its project has to get through first.' })
  held!: boolean;

  @Field(() => Int, { description: 'Attempts made.' })
  attempts!: number;

  @Field(() => Instant)
  queuedAt!: string;

  @Field(() => Instant, {
    nullable: true,
    description: 'When it is tried next, unless it is held; null once given up.',
  })
  dueAt!: string | null;

  @Field(() => Int, { nullable: true })
  lastStatus!: number | null;

  @Field(() => String, { nullable: true })
  lastError!: string | null;
}

export const { Connection: WebhookQueueConnection } = connectionTypes(WebhookQueuedMessage, 'WebhookQueue');
