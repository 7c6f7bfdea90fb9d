import { setTimeout as sleep } from 'node:timers/promises';
import type { DecidedOptions } from '@milepost/event-store';
import { present, type CommandInput, type RequestContext } from '@milepost/graphql';
import type { Yuan } from '@milepost/lifecycle';
import { ReadModels } from '@milepost/projection';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { EndpointCommands } from '../endpoint/endpoint-commands';
import type { Start } from '../endpoint/endpoint-event';
import type { EndpointFilter } from '../endpoint/filter';
import { notices } from '../endpoint/notices';
import { attemptOfTest, type RecordedAttempt } from '../log/attempt-reader';
import { attemptOf } from './attempt.types';
import {
  ChangeWebhookPayload,
  CreateWebhookPayload,
  DeleteWebhookPayload,
  DiscardWebhookMessagePayload,
  PauseWebhookPayload,
  payloadOf,
  ReplayWebhookPayload,
  ResumeWebhookPayload,
  RotateWebhookSecretPayload,
  TestWebhookPayload,
} from './endpoint.payloads';
import type { EndpointPayload } from './endpoint.types';
import {
  ChangeWebhookInput,
  CreateWebhookInput,
  DeleteWebhookInput,
  DiscardWebhookMessageInput,
  PauseWebhookInput,
  ReplayWebhookInput,
  ResumeWebhookInput,
  RotateWebhookSecretInput,
  TestWebhookInput,
  type WebhookFilterInput,
  type WebhookHeaderInput,
  type WebhookStartInput,
} from './webhook.input';

/** How long the answer waits for what came of a test: the time that an endpoint has, and a moment. */
const TEST_MS = 16_500;
const POLL_MS = 50;

function optionsOf({ idempotencyKey, ifRevision }: CommandInput, { caller }: RequestContext): DecidedOptions {
  const { actor, correlationId } = caller;
  return { metadata: { actor, source: 'graphql', correlationId }, ...present({ idempotencyKey, ifRevision }) };
}

/** An empty list narrows to nothing that could be meant: it counts as absent. */
function filterOf(filter: WebhookFilterInput | null | undefined): EndpointFilter {
  const given = present({ ...filter });
  const kept = Object.entries(given).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(kept) as EndpointFilter & { minInvestment?: Yuan };
}

const headersOf = (headers: readonly WebhookHeaderInput[] | null | undefined): Record<string, string> =>
  Object.fromEntries((headers ?? []).map(({ name, value }) => [name, value]));

function startOf(start: WebhookStartInput | null | undefined): Start {
  if (start?.from === 'position') return { from: 'position', position: start.position ?? '' };
  if (start?.from === 'instant') return { from: 'instant', instant: start.instant ?? '' };
  return { from: start?.from === 'beginning' ? 'beginning' : 'now' };
}

@Resolver()
export class WebhookMutations {
  constructor(
    private readonly commands: EndpointCommands,
    private readonly models: ReadModels,
  ) {}

  @Mutation(() => CreateWebhookPayload, { description: 'Sets an endpoint up (新建推送接收端).' })
  async createWebhook(@Args('input') input: CreateWebhookInput, @Context() context: RequestContext) {
    const { id, url, description, bureau } = input;
    const request = {
      ...present({ id }),
      url,
      description,
      bureau,
      filter: filterOf(input.filter),
      ordered: input.ordered ?? true,
      ratePerSecond: input.ratePerSecond ?? null,
      headers: headersOf(input.headers),
      start: startOf(input.start),
      asymmetric: input.asymmetric ?? false,
    };
    return payloadOf(await this.commands.create(request, optionsOf(input, context)));
  }

  @Mutation(() => ChangeWebhookPayload, { description: 'Changes what an endpoint is sent, and where to.' })
  async changeWebhook(
    @Args('input') input: ChangeWebhookInput,
    @Context() context: RequestContext,
  ): Promise<EndpointPayload> {
    const { id, reason, url, description, bureau, filter, ordered, ratePerSecond, headers } = input;
    const changes = {
      ...present({ url, description, bureau, ordered }),
      ...(filter && { filter: filterOf(filter) }),
      ...(typeof ratePerSecond === 'number' && { ratePerSecond: ratePerSecond === 0 ? null : ratePerSecond }),
      ...(headers && { headers: headersOf(headers) }),
    };
    return payloadOf(await this.commands.change(id, changes, reason, optionsOf(input, context)));
  }

  @Mutation(() => TestWebhookPayload, {
    description: 'Sends a test, to a paused or disabled endpoint too, and tells what came of it.',
  })
  async testWebhook(
    @Args('input') input: TestWebhookInput,
    @Context() context: RequestContext,
  ): Promise<TestWebhookPayload> {
    const payload = payloadOf(await this.commands.test(input.id, optionsOf(input, context)));
    if (payload.position === null) return { ...payload, attempt: null };
    const attempt = await this.attemptOf(input.id, payload.position);
    if (attempt !== null) return { ...payload, attempt: attemptOf(attempt) };
    return { ...payload, attempt: null, warnings: [notices.testPending(null)] };
  }

  @Mutation(() => PauseWebhookPayload, { description: 'Stops an endpoint (暂停): messages wait until it is resumed.' })
  async pauseWebhook(
    @Args('input') input: PauseWebhookInput,
    @Context() context: RequestContext,
  ): Promise<EndpointPayload> {
    return payloadOf(await this.commands.pause(input.id, input.reason, optionsOf(input, context)));
  }

  @Mutation(() => ResumeWebhookPayload, { description: 'Sends to an endpoint again (恢复), what has waited first.' })
  async resumeWebhook(
    @Args('input') input: ResumeWebhookInput,
    @Context() context: RequestContext,
  ): Promise<EndpointPayload> {
    const { id, reason, skipMissed } = input;
    return payloadOf(await this.commands.resume(id, reason, skipMissed ?? false, optionsOf(input, context)));
  }

  @Mutation(() => RotateWebhookSecretPayload, {
    description: 'Makes a new secret (轮换密钥); for 24 hours messages are signed with both.',
  })
  async rotateWebhookSecret(@Args('input') input: RotateWebhookSecretInput, @Context() context: RequestContext) {
    return payloadOf(await this.commands.rotate(input.id, input.reason, optionsOf(input, context)));
  }

  @Mutation(() => DeleteWebhookPayload, {
    description: 'Ends an endpoint (删除); what was done with it stays on record.',
  })
  async deleteWebhook(
    @Args('input') input: DeleteWebhookInput,
    @Context() context: RequestContext,
  ): Promise<EndpointPayload> {
    return payloadOf(await this.commands.remove(input.id, input.reason, optionsOf(input, context)));
  }

  @Mutation(() => ReplayWebhookPayload, {
    description: 'Sends messages once more (重推), under the same ids, beside what is live.',
  })
  async replayWebhook(
    @Args('input') input: ReplayWebhookInput,
    @Context() context: RequestContext,
  ): Promise<EndpointPayload> {
    const { id, reason, message, after, from, through, to, filter } = input;
    const request = { ...present({ message, after, from, through, to }), filter: filterOf(filter), reason };
    return payloadOf(await this.commands.replay(id, request, optionsOf(input, context)));
  }

  @Mutation(() => DiscardWebhookMessagePayload, {
    description: 'Gives up a message of the dead-letter list: what it holds back is sent.',
  })
  async discardWebhookMessage(
    @Args('input') input: DiscardWebhookMessageInput,
    @Context() context: RequestContext,
  ): Promise<EndpointPayload> {
    const { id, message, reason } = input;
    return payloadOf(await this.commands.discard(id, message, reason, optionsOf(input, context)));
  }

  private async attemptOf(id: string, position: string): Promise<RecordedAttempt | null> {
    const deadline = performance.now() + TEST_MS;
    for (;;) {
      const attempt = await attemptOfTest(this.models.pool, id, position);
      if (attempt !== null || performance.now() > deadline) return attempt;
      await sleep(POLL_MS);
    }
  }
}
