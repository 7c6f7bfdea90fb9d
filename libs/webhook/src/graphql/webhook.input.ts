import { CommandInput, Instant, Position, UUID, Yuan } from '@milepost/graphql';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { WebhookStartFrom } from './endpoint.types';

const MOST = 100;

@InputType({ isAbstract: true })
export abstract class ExistingEndpointInput extends CommandInput {
  @IsUUID()
  @Field(() => ID)
  id!: string;
}

@InputType({ isAbstract: true })
export abstract class ReasonedEndpointInput extends ExistingEndpointInput {
  @MaxLength(500)
  @Field(() => String, { description: 'Why; a post or an occasion, not a person’s name.' })
  reason!: string;
}

@InputType({ description: 'Which messages: each list given narrows, within a list any value matches.' })
export class WebhookFilterInput {
  @IsOptional()
  @ArrayMaxSize(MOST)
  @MaxLength(64, { each: true })
  @Field(() => [String], { nullable: true, description: 'E.g. `milestone.reached`; see docs/webhooks.md.' })
  types?: string[] | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @MaxLength(200, { each: true })
  @Field(() => [String], { nullable: true, description: 'Codes of milestones.' })
  milestones?: string[] | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @MaxLength(200, { each: true })
  @Field(() => [String], { nullable: true, description: 'Each with all districts below it.' })
  districts?: string[] | null;

  @IsOptional()
  @ArrayMaxSize(MOST)
  @MaxLength(200, { each: true })
  @Field(() => [String], { nullable: true, description: 'Codes of kinds of projects.' })
  kinds?: string[] | null;

  @IsOptional()
  @Field(() => Yuan, { nullable: true, description: 'Least total investment, inclusive.' })
  minInvestment?: string | null;
}

@InputType()
export class WebhookReplayFilterInput extends WebhookFilterInput {
  @IsOptional()
  @ArrayMaxSize(MOST)
  @Field(() => [UUID], { nullable: true })
  projects?: string[] | null;
}

@InputType()
export class WebhookHeaderInput {
  @MaxLength(64)
  @Field(() => String)
  name!: string;

  @MaxLength(2_048)
  @Field(() => String, { description: 'Kept sealed, and never shown.' })
  value!: string;
}

@InputType()
export class WebhookStartInput {
  @Field(() => WebhookStartFrom)
  from!: WebhookStartFrom;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'With `POSITION`: messages after it.' })
  position?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'With `INSTANT`: messages recorded after it.' })
  instant?: string | null;
}

@InputType()
export class CreateWebhookInput extends CommandInput {
  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Chosen by the server when absent.' })
  id?: string | null;

  @MaxLength(2_048)
  @Field(() => String)
  url!: string;

  @MaxLength(500)
  @Field(() => String)
  description!: string;

  @MaxLength(200)
  @Field(() => String, { description: 'The bureau that owns it.' })
  bureau!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => WebhookFilterInput)
  @Field(() => WebhookFilterInput, { nullable: true })
  filter?: WebhookFilterInput | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: 'Each project’s messages strictly one after the other: so, unless it is false.',
  })
  ordered?: boolean | null;

  @IsOptional()
  @Field(() => Int, { nullable: true, description: 'Most messages a second, 1 to 1,000.' })
  ratePerSecond?: number | null;

  @IsOptional()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => WebhookHeaderInput)
  @Field(() => [WebhookHeaderInput], { nullable: true, description: 'Sent with every message.' })
  headers?: WebhookHeaderInput[] | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => WebhookStartInput)
  @Field(() => WebhookStartInput, { nullable: true, description: 'From now, when absent.' })
  start?: WebhookStartInput | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Sign with Ed25519 (`v1a`) as well.' })
  asymmetric?: boolean | null;
}

@InputType()
export class ChangeWebhookInput extends ReasonedEndpointInput {
  @IsOptional()
  @MaxLength(2_048)
  @Field(() => String, { nullable: true })
  url?: string | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true })
  description?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true })
  bureau?: string | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => WebhookFilterInput)
  @Field(() => WebhookFilterInput, { nullable: true, description: 'Takes the place of the whole filter.' })
  filter?: WebhookFilterInput | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true })
  ordered?: boolean | null;

  @IsOptional()
  @Field(() => Int, { nullable: true, description: '0: no limit.' })
  ratePerSecond?: number | null;

  @IsOptional()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => WebhookHeaderInput)
  @Field(() => [WebhookHeaderInput], { nullable: true, description: 'Take the place of all headers.' })
  headers?: WebhookHeaderInput[] | null;
}

@InputType()
export class TestWebhookInput extends ExistingEndpointInput {}

@InputType()
export class PauseWebhookInput extends ReasonedEndpointInput {}

@InputType()
export class ResumeWebhookInput extends ReasonedEndpointInput {
  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Do not send what came while it was stopped.' })
  skipMissed?: boolean | null;
}

@InputType()
export class RotateWebhookSecretInput extends ReasonedEndpointInput {}

@InputType()
export class DeleteWebhookInput extends ReasonedEndpointInput {}

@InputType({ description: 'One message, or what passes a filter from a position or an instant on.' })
export class ReplayWebhookInput extends ReasonedEndpointInput {
  @IsOptional()
  @Field(() => UUID, { nullable: true, description: 'The event that it tells of.' })
  message?: string | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Messages after this position; from the first by default.' })
  after?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Messages recorded at this instant or later.' })
  from?: string | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Up to this position; to the last by default.' })
  through?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Recorded at this instant or earlier.' })
  to?: string | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => WebhookReplayFilterInput)
  @Field(() => WebhookReplayFilterInput, { nullable: true, description: 'Narrows the endpoint’s own filter further.' })
  filter?: WebhookReplayFilterInput | null;
}

@InputType()
export class DiscardWebhookMessageInput extends ReasonedEndpointInput {
  @Field(() => UUID, { description: 'The event that it tells of.' })
  message!: string;
}
