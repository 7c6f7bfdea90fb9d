import { decodeCursor, pageOf, PageArgs, type Connection, type RequestContext } from '@milepost/graphql';
import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { ReadModels, ViewBehind } from '@milepost/projection';
import { Inject } from '@nestjs/common';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { endpointStream } from '../endpoint/endpoint-event';
import { EndpointLedger } from '../endpoint/endpoint-ledger';
import { listAttempts } from '../log/attempt-reader';
import {
  listEndpoints,
  readStandings,
  routedThrough,
  waitForRouter,
  type EndpointStanding,
} from '../log/endpoint-reader';
import { listQueue } from '../log/queue-reader';
import { attemptOf, WebhookAttempt, WebhookAttemptConnection, WebhookAttemptState } from './attempt.types';
import { webhookOf } from './webhook-of';
import {
  WebhookEndpoint,
  WebhookEndpointConnection,
  WebhookEvent,
  WebhookEventConnection,
  WebhookStanding,
} from './endpoint.types';
import { WebhookQueueConnection, type WebhookQueuedMessage } from './queued.types';
import { WebhookAttemptsArgs, WebhookQueueArgs, WebhooksArgs } from './webhook.args';

const STANDINGS = Symbol('webhook standings');
const WAIT_MS = 5_000;

@Resolver(() => WebhookEndpoint)
export class WebhookQueries {
  constructor(
    private readonly models: ReadModels,
    private readonly ledger: EndpointLedger,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Query(() => WebhookEndpoint, {
    nullable: true,
    description: 'One endpoint (推送接收端) as its events leave it, deleted or not; null where there never was one.',
  })
  async webhook(@Args('id', { type: () => ID }) id: string): Promise<WebhookEndpoint | null> {
    const endpoint = await this.ledger.find(id);
    return endpoint === undefined ? null : webhookOf(endpoint);
  }

  @Query(() => WebhookEndpointConnection, { description: 'Endpoints, oldest first.' })
  async webhooks(@Args() args: WebhooksArgs): Promise<Connection<WebhookEndpoint>> {
    const { first, after, status, bureau, atLeast } = args;
    const { pool } = this.models;
    if (atLeast && !(await waitForRouter(pool, atLeast, WAIT_MS))) {
      throw new ViewBehind('webhook', atLeast, await routedThrough(pool));
    }
    const [createdAt = '', id = ''] = after ? decodeCursor('webhooks', after).map(String) : [];
    const rows = await listEndpoints(pool, { first, status, bureau, after: after ? [createdAt, id] : null });
    const keysOf = (row: WebhookEndpoint): [string, string] => [row.createdAt, row.id];
    return pageOf(rows.map(webhookOf), { first, after, scope: 'webhooks', keysOf });
  }

  @Query(() => WebhookQueueConnection, {
    description: 'What an endpoint has not been brought yet: what waits, and what was given up (死信).',
  })
  async webhookQueue(@Args() args: WebhookQueueArgs): Promise<Connection<WebhookQueuedMessage>> {
    const { first, after, ...request } = args;
    const [position = '', run = 0] = after ? decodeCursor('webhookQueue', after) : [];
    const rows = await listQueue(this.models.pool, {
      ...request,
      first,
      after: after ? [String(position), Number(run)] : null,
    });
    const page = pageOf(rows, { first, after, scope: 'webhookQueue', keysOf: (row) => [row.position, row.run] });
    return page as unknown as Connection<WebhookQueuedMessage>;
  }

  @Query(() => WebhookAttemptConnection, {
    description: 'Who was told of what, when, and what they answered (投递记录): newest first.',
  })
  async webhookAttempts(@Args() args: WebhookAttemptsArgs): Promise<Connection<WebhookAttempt>> {
    const { first, after, state, ...request } = args;
    const [id = ''] = after ? decodeCursor('webhookAttempts', after) : [];
    const rows = await listAttempts(this.models.pool, {
      ...request,
      delivered: state ? state === WebhookAttemptState.DELIVERED : null,
      first,
      after: after ? String(id) : null,
    });
    return pageOf(rows.map(attemptOf), { first, after, scope: 'webhookAttempts', keysOf: (row) => [row.id] });
  }

  @ResolveField(() => WebhookStanding, {
    nullable: true,
    description: 'Null for a moment after it was created.',
  })
  async standing(
    @Parent() { id }: WebhookEndpoint,
    @Context() { loaders }: RequestContext,
  ): Promise<WebhookStanding | null> {
    const create = (): DataLoader<string, EndpointStanding | null> =>
      new DataLoader((ids) => readStandings(this.models.pool, ids));
    return loaders.get(STANDINGS, create).load(id);
  }

  @ResolveField(() => WebhookEventConnection, { description: 'What was done to it, by whom and when: oldest first.' })
  async history(
    @Parent() { id }: WebhookEndpoint,
    @Args() { first, after }: PageArgs,
  ): Promise<Connection<WebhookEvent>> {
    const [revision = -1] = after ? decodeCursor('webhookHistory', after) : [];
    const events = await this.store.readStream(endpointStream(id), { from: Number(revision) + 1, limit: first + 1 });
    const rows = events.map((event) => ({
      id: event.id,
      type: event.type,
      position: event.position,
      recordedAt: event.recordedAt,
      actor: event.metadata.actor,
      reason: (event.data as { reason?: string }).reason ?? null,
      data: JSON.stringify(event.data),
      revision: event.revision,
    }));
    return pageOf(rows, { first, after, scope: 'webhookHistory', keysOf: (row) => [row.revision] });
  }
}
