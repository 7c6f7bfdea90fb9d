import { Module } from '@nestjs/common';
import { WebhookMutations } from './graphql/webhook.mutations';
import { WebhookQueries } from './graphql/webhook.queries';

/** What the slice adds to the GraphQL schema. */
export const webhookResolvers = [WebhookMutations, WebhookQueries] as const;

/**
 * Endpoints of other bureaus and what they were sent. Needs `EndpointCommands`, `EndpointLedger`, `ReadModels` and
 * `EVENT_STORE` from a global module.
 */
@Module({ providers: [...webhookResolvers] })
export class WebhookModule {}
