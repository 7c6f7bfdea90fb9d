import { connectionTypes, Instant, MutationPayload, Position, UUID, Yuan } from '@milepost/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum WebhookStatus {
  ACTIVE = 'active',
  PAUSED = 'paused',
  DISABLED = 'disabled',
  DELETED = 'deleted',
}
registerEnumType(WebhookStatus, {
  name: 'WebhookStatus',
  valuesMap: {
    ACTIVE: { description: 'Is sent messages (启用).' },
    PAUSED: { description: 'Somebody paused it (暂停): messages wait.' },
    DISABLED: { description: 'The server stopped it (停用), since it failed for days or said that it is gone.' },
    DELETED: { description: 'Is no more (已删除), but for its history.' },
  },
});

export enum WebhookStartFrom {
  NOW = 'now',
  BEGINNING = 'beginning',
  POSITION = 'position',
  INSTANT = 'instant',
}
registerEnumType(WebhookStartFrom, { name: 'WebhookStartFrom', description: 'From where messages are sent.' });

@ObjectType({ description: 'Which messages an endpoint is sent; what is null does not narrow.' })
export class WebhookFilter {
  @Field(() => [String], { nullable: true })
  types!: readonly string[] | null;

  @Field(() => [String], { nullable: true })
  milestones!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Each with all districts below it.' })
  districts!: readonly string[] | null;

  @Field(() => [String], { nullable: true })
  kinds!: readonly string[] | null;

  @Field(() => Yuan, { nullable: true, description: 'Least total investment.' })
  minInvestment!: string | null;
}

@ObjectType()
export class WebhookStart {
  @Field(() => WebhookStartFrom)
  from!: WebhookStartFrom;

  @Field(() => Position, { nullable: true })
  position!: string | null;

  @Field(() => Instant, { nullable: true })
  instant!: string | null;
}

@ObjectType({ description: 'Why an endpoint is not active.' })
export class WebhookStopped {
  @Field(() => Instant)
  at!: string;

  @Field(() => String, { description: '`gone` (it answered 410), `failing` (for five days), or the reason given.' })
  because!: string;
}

@ObjectType({ description: 'How far an endpoint has come, and how it answers.' })
export class WebhookStanding {
  @Field(() => Int, { description: 'Messages that wait to be sent.' })
  pending!: number;

  @Field(() => Int, { description: 'Messages given up: the dead-letter list.' })
  exhausted!: number;

  @Field(() => Position, { nullable: true, description: 'Up to where messages have been queued for it.' })
  queuedThrough!: string | null;

  @Field(() => Instant, { nullable: true, description: 'Since when what waits longest has been waiting.' })
  oldestQueuedAt!: string | null;

  @Field(() => Instant, { nullable: true, description: 'Since when every attempt has failed.' })
  failingSince!: string | null;

  @Field(() => Instant, { nullable: true, description: 'Until when it asked to be left alone.' })
  notBefore!: string | null;

  @Field(() => Instant, { nullable: true })
  lastAttemptAt!: string | null;
}

@ObjectType({ description: 'Something that was done to an endpoint: who, when, what.' })
export class WebhookEvent {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  type!: string;

  @Field(() => Position)
  position!: string;

  @Field(() => Instant)
  recordedAt!: string;

  @Field(() => String, { description: 'The account or part of the server that did it.' })
  actor!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, { description: 'All that the event says, as JSON. Secrets are in no event.' })
  data!: string;
}

@ObjectType({ description: 'A place in another bureau’s system that milestones are reported to (推送接收端).' })
export class WebhookEndpoint {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  url!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, { description: 'The bureau that owns it.' })
  bureau!: string;

  @Field(() => WebhookStatus)
  status!: WebhookStatus;

  @Field(() => WebhookStopped, { nullable: true })
  stopped!: WebhookStopped | null;

  @Field(() => WebhookFilter)
  filter!: WebhookFilter;

  @Field(() => Boolean, { description: 'Each project’s messages strictly one after the other.' })
  ordered!: boolean;

  @Field(() => Int, { nullable: true, description: 'Most messages a second.' })
  ratePerSecond!: number | null;

  @Field(() => [String], { description: 'Names of its own headers; their values are not shown.' })
  headers!: readonly string[];

  @Field(() => WebhookStart)
  start!: WebhookStart;

  @Field(() => String, { nullable: true, description: 'For `v1a` signatures (Ed25519), where it has those too.' })
  publicKey!: string | null;

  @Field(() => Instant, {
    nullable: true,
    description: 'Until when what was signed with before the last rotation is signed with too.',
  })
  previousSecretUntil!: string | null;

  @Field(() => Instant)
  createdAt!: string;

  @Field(() => String)
  createdBy!: string;

  @Field(() => Int, { description: 'Hand it to a mutation as `ifRevision`.' })
  revision!: number;
}

export const { Connection: WebhookEndpointConnection } = connectionTypes(WebhookEndpoint);
export const { Connection: WebhookEventConnection } = connectionTypes(WebhookEvent);

/** What every mutation on an endpoint answers. */
@ObjectType({ isAbstract: true })
export abstract class EndpointPayload extends MutationPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'As it is now; null when nothing was changed.' })
  endpoint!: WebhookEndpoint | null;
}
