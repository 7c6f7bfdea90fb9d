import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import type { EndpointOutcome } from '../endpoint/endpoint-commands';
import { WebhookAttempt } from './attempt.types';
import { webhookOf } from './webhook-of';
import { EndpointPayload } from './endpoint.types';

function endpointPayload(name: string): Type<EndpointPayload> {
  @ObjectType(`${name}Payload`)
  class Payload extends EndpointPayload {}
  return Payload;
}

/** One that shows a secret. */
function secretPayload(name: string): Type<EndpointPayload & { secret: string | null }> {
  @ObjectType(`${name}Payload`)
  class Payload extends EndpointPayload {
    @Field(() => String, {
      nullable: true,
      description: 'What `v1` signatures are made with (`whsec_…`). Shown this once: keep it well.',
    })
    secret!: string | null;
  }
  return Payload;
}

export const CreateWebhookPayload = secretPayload('CreateWebhook');
export const RotateWebhookSecretPayload = secretPayload('RotateWebhookSecret');
export const ChangeWebhookPayload = endpointPayload('ChangeWebhook');
export const PauseWebhookPayload = endpointPayload('PauseWebhook');
export const ResumeWebhookPayload = endpointPayload('ResumeWebhook');
export const DeleteWebhookPayload = endpointPayload('DeleteWebhook');
export const ReplayWebhookPayload = endpointPayload('ReplayWebhook');
export const DiscardWebhookMessagePayload = endpointPayload('DiscardWebhookMessage');

@ObjectType()
export class TestWebhookPayload extends EndpointPayload {
  @Field(() => WebhookAttempt, {
    nullable: true,
    description: 'What came of it; null when it has not been sent within the time that an answer may take.',
  })
  attempt!: WebhookAttempt | null;
}

export function payloadOf(outcome: EndpointOutcome): EndpointPayload & { secret: string | null } {
  const { endpoint, position, errors, warnings, secret = null } = outcome;
  return { endpoint: endpoint && webhookOf(endpoint), position, userErrors: errors, warnings, secret };
}
