import { connectionTypes, Instant, Position, UUID } from '@milepost/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { isDelivered } from '../delivery/attempt';
import type { RecordedAttempt } from '../log/attempt-reader';

export enum WebhookDeliveryKind {
  LIVE = 'live',
  REPLAY = 'replay',
  TEST = 'test',
}
registerEnumType(WebhookDeliveryKind, {
  name: 'WebhookDeliveryKind',
  valuesMap: {
    LIVE: { description: 'Sent since it happened.' },
    REPLAY: { description: 'Sent once more since somebody asked for it.' },
    TEST: { description: 'A test.' },
  },
});

export enum WebhookAttemptState {
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
}
registerEnumType(WebhookAttemptState, {
  name: 'WebhookAttemptState',
  valuesMap: {
    DELIVERED: { description: 'It was answered with 200 to 299.' },
    FAILED: { description: 'Any other answer, or none.' },
  },
});

@ObjectType({ description: 'One attempt to bring an endpoint a message (投递记录).' })
export class WebhookAttempt {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  endpointId!: string;

  @Field(() => UUID, { description: 'The event that it tells of; sent as `webhook-id`.' })
  messageId!: string;

  @Field(() => String, { description: 'Type of the message, e.g. `milestone.reached`.' })
  type!: string;

  @Field(() => String, { description: 'The project, by its id, or what else the message is about.' })
  subject!: string;

  @Field(() => Position)
  position!: string;

  @Field(() => WebhookDeliveryKind)
  kind!: WebhookDeliveryKind;

  @Field(() => Int, { description: 'The how manieth, from 1.' })
  attempt!: number;

  @Field(() => Instant)
  at!: string;

  @Field(() => Int)
  durationMs!: number;

  @Field(() => WebhookAttemptState)
  state!: WebhookAttemptState;

  @Field(() => Int, { nullable: true, description: 'HTTP status; null where there was no answer.' })
  status!: number | null;

  @Field(() => String, { nullable: true, description: 'Code of what went wrong, e.g. `timeout`.' })
  error!: string | null;

  @Field(() => String, { nullable: true, description: 'The first 4 KB of the answer.' })
  response!: string | null;
}

export function attemptOf(attempt: RecordedAttempt): WebhookAttempt {
  return {
    ...attempt,
    kind: attempt.kind as WebhookDeliveryKind,
    state: isDelivered(attempt) ? WebhookAttemptState.DELIVERED : WebhookAttemptState.FAILED,
  };
}

export const { Connection: WebhookAttemptConnection } = connectionTypes(WebhookAttempt);
